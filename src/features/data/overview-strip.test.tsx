import { QueryClientProvider } from '@tanstack/react-query';
import { render, screen, within } from '@testing-library/react';
import { MemoryRouter } from 'react-router-dom';
import { afterEach, expect, it, vi } from 'vitest';
import type { Overview } from '#contract/wire/overview';
import { createQueryClient } from '@/queries/query-client';
import { aJob } from '@/testing/a-job';
import { answerFetch, refused } from '@/testing/answer-fetch';
import { OverviewStrip } from './overview-strip';

afterEach(() => vi.unstubAllGlobals());

const now = Math.floor(Date.now() / 1_000);
const empty: Overview = {
  object: 'overview',
  total: { value: 0, relation: 'exact' },
  oldest: null,
  bytes: 4_096,
  free_bytes: null,
  trash: 0,
  rules: 0,
  open_jobs: 0,
  next_run: null,
  deletions: [],
};

function show(answer: unknown, trashDays = 30) {
  answerFetch({ 'GET /api/overview': answer });
  render(
    <QueryClientProvider client={createQueryClient()}>
      <MemoryRouter>
        <OverviewStrip trashDays={trashDays} />
      </MemoryRouter>
    </QueryClientProvider>,
  );
}

const fact = async (name: string) => {
  const strip = await screen.findByRole('region', { name: 'Overview' });
  const group = (await within(strip).findByText(name)).parentElement as HTMLElement;
  return { text: group.textContent?.slice(name.length), link: within(group).queryByRole('link') };
};

it('says how much there is, since when, and what goes next', async () => {
  show({
    ...empty,
    total: { value: 1_204_000, relation: 'estimate' },
    oldest: now - 400 * 86_400,
    bytes: 5 * 1024 ** 3,
    free_bytes: 20 * 1024 ** 3,
    trash: 12,
    next_run: { rule: 'r1', name: 'After a year', action: 'trash', at: now + 86_400 },
    deletions: [aJob({ ended: now - 3_600, counts: { changed: 1_500 } })],
  });
  const store = await fact('In the store');
  expect(store.text).toMatch(/^~1,204,000/);
  expect(store.text).toMatch(/free$/);
  expect((await fact('Oldest')).text).toMatch(/400 days$/);
  expect((await fact('Oldest')).link?.getAttribute('href')).toBe(
    '/completions?sort=created&order=asc',
  );
  expect((await fact('Trash')).text).toBe('12erased after 30 days');
  expect((await fact('Next rule run')).text).toMatch(/^Tomorrow .*After a year$/);
  expect((await fact('Last deletion')).text).toBe('1,5001 hr. ago');
});

it('promises nothing where there is nothing', async () => {
  show(empty, 0);
  expect((await fact('In the store')).text).toMatch(/^0/);
  expect(await fact('Oldest')).toEqual({ text: '–nothing with a date', link: null });
  expect((await fact('Trash')).text).toBe('0switched off');
  expect((await fact('Next rule run')).text).toBe('Noneno rule is on');
  expect(await fact('Last deletion')).toEqual({ text: 'Nonenothing deleted by a job', link: null });
});

it('leaves its place to the page when it cannot be read', async () => {
  show(refused(404, 'Nothing here'));
  expect(screen.getByRole('status', { name: 'Loading the overview' })).toBeDefined();
  await vi.waitFor(() => expect(screen.queryByRole('region')).toBeNull());
});
