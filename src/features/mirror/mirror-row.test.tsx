import { QueryClientProvider } from '@tanstack/react-query';
import { render, screen, within } from '@testing-library/react';
import { userEvent } from '@/testing/user-event';
import { MemoryRouter } from 'react-router-dom';
import { afterEach, expect, it, vi } from 'vitest';
import type { Mirror } from '#contract/wire/mirrors';
import { createQueryClient } from '@/queries/query-client';
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
  within(screen.getByRole('combobox', { name: 'Copy by itself' }))
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
  expect(screen.getByRole('combobox', { name: 'Copy by itself' })).toHaveProperty('value', '45');
});

it('says in place why it could not be scheduled', async () => {
  const error = { message: 'Not now', type: 'x', param: null, code: 'x' };
  vi.stubGlobal('fetch', async () => Response.json({ error }, { status: 409 }));
  show({});
  const often = screen.getByRole('combobox', { name: 'Copy by itself' });
  await userEvent.selectOptions(often, 'every hour');
  expect((await screen.findByRole('alert')).textContent).toContain('Not now');
});
