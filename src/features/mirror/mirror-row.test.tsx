import { QueryClientProvider } from '@tanstack/react-query';
import { render, screen, within } from '@testing-library/react';
import { userEvent } from '@/testing/user-event';
import { MemoryRouter } from 'react-router-dom';
import { afterEach, expect, it, vi } from 'vitest';
import type { Mirror } from '#contract/wire/mirrors';
import { createQueryClient } from '@/queries/query-client';
import { aJob } from '@/testing/a-job';
import { answerFetch } from '@/testing/answer-fetch';
import { MirrorRow } from './mirror-row';

afterEach(() => vi.unstubAllGlobals());

function show(mirror: Partial<Mirror>) {
  render(
    <QueryClientProvider client={createQueryClient()}>
      <MemoryRouter>
        <MirrorRow mirror={{ provider: 'kept', every: null, last: null, ...mirror }} />
      </MemoryRouter>
    </QueryClientProvider>,
  );
}

const choices = () =>
  within(screen.getByRole('combobox', { name: /^How often/ }))
    .getAllByRole('option')
    .map(({ textContent }) => textContent);

it('is by hand alone until it is scheduled', () => {
  show({});
  expect(screen.getByText('Never copied yet')).toBeDefined();
  expect(choices()).toEqual([
    'only by hand',
    'every 15 minutes',
    'every hour',
    'every 6 hours',
    'every day',
  ]);
});

it('shows a time that only the API can set, and loses it by no other choice', () => {
  show({ every: 45 });
  expect(choices()).toContain('every 45 minutes');
  expect(screen.getByRole('combobox', { name: /^How often/ })).toHaveProperty('value', '45');
});

it('says in place why it could not be scheduled', async () => {
  const error = { message: 'Not now', type: 'x', param: null, code: 'x' };
  vi.stubGlobal('fetch', async () => Response.json({ error }, { status: 409 }));
  show({});
  const often = screen.getByRole('combobox', { name: /^How often/ });
  await userEvent.selectOptions(often, 'every hour');
  expect((await screen.findByRole('alert')).textContent).toContain('Not now');
});

it('shows a first copy by date, with what it is about to come to, and stops it', async () => {
  const now = Math.floor(Date.now() / 1_000);
  const last = aJob({
    kind: 'mirror',
    state: 'running',
    ended: null,
    counts: { total: 4_000, done: 4_000 },
    progress: { from: now - 20 * 86_400, reached: now - 15 * 86_400 },
  });
  const calls = answerFetch({ 'POST /api/jobs/job_1/pause': { ...last, state: 'paused' } });
  show({ last });
  const copy = screen.getByRole('region', { name: 'First copy from kept' });
  expect(copy.textContent).toContain('4,000 of about 16,000');
  const bar = within(copy).getByRole('progressbar', { name: 'Copying from kept' });
  expect((bar as HTMLProgressElement).value).toBeCloseTo(0.25, 2);
  expect(screen.getByRole('button', { name: /^Copy now/ }).getAttribute('aria-disabled')).toBe(
    'true',
  );
  await userEvent.click(screen.getByRole('button', { name: /^Pause/ }));
  expect(calls).toContainEqual({ call: 'POST /api/jobs/job_1/pause', body: null });
});

it.each([
  ['one date for all', 0, 0],
  ['a date to come', -86_400, -86_400],
])('guesses nothing of how many there are from %s', (_, from, reached) => {
  const now = Math.floor(Date.now() / 1_000);
  const progress = { from: now - from, reached: now - reached };
  show({ last: aJob({ kind: 'mirror', state: 'running', ended: null, progress }) });
  expect(screen.getByRole('region', { name: /First copy/ }).textContent).toMatch(/today10$/);
});
