import { cleanup, screen, within } from '@testing-library/react';
import { userEvent } from '@/testing/user-event';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { LOCAL_CONNECTION } from '@/api/connection';
import { connectionSelected } from '@/components/connection-store';
import { type Habit, type HabitSource, idAt, startHabit } from '@/testing/start-habit';
import { renderPages } from './test-pages';

// Whole pages with their lazy parts: a busy machine takes its time.
vi.setConfig({ testTimeout: 120_000 });
const PATIENT = { timeout: 40_000 };

beforeAll(async () => {
  await import('@/features/completions/table-top');
});
afterEach(() => connectionSelected(LOCAL_CONNECTION));

async function opened(habit: Habit, count: number, path = '/completions'): Promise<HabitSource> {
  const server = await startHabit(habit, count);
  connectionSelected(server.connection);
  renderPages(path);
  return server;
}

/** The answers of the rows on the page, in order, once each row has its own. */
async function answers(): Promise<string[]> {
  return vi.waitFor(() => {
    const [, ...rows] = screen.getAllByRole('row');
    const found = rows.map((row) => /answer \d+/.exec(row.textContent ?? '')?.[0] ?? '');
    expect(found.length).toBeGreaterThan(0);
    expect(found).not.toContain('');
    return found;
  }, PATIENT);
}

async function turn(name: 'Next' | 'Previous'): Promise<string[]> {
  const before = await answers();
  const pages = screen.getByRole('navigation', { name: 'Pages' });
  await userEvent.click(within(pages).getByRole('link', { name }));
  return vi.waitFor(async () => {
    const now = await answers();
    expect(now).not.toEqual(before);
    return now;
  }, PATIENT);
}

const changes = ({ asked }: HabitSource) =>
  asked.filter((call) => /^(DELETE|POST)/.test(call) && !/never/.test(call));

async function selectPage(): Promise<HTMLElement> {
  const all = await screen.findByRole('checkbox', { name: /^Select all rows/ }, PATIENT);
  await userEvent.click(all);
  return screen.findByRole('toolbar', { name: 'Selection' }, PATIENT);
}

describe('what a source ignores or refuses is said in place, and nothing is offered that it has not', () => {
  it('a filter', async () => {
    await opened('ignores-metadata', 30, '/completions?metadata[env]=prod');
    await screen.findByText('elsewhere ignores this filter: showing all', {}, PATIENT);
    await vi.waitFor(() => expect(screen.getAllByRole('row')).toHaveLength(1 + 20), PATIENT);
    const bar = await selectPage();
    await within(bar).findByText(/No Select all matching: elsewhere ignores env\./, {}, PATIENT);
    expect(within(bar).queryByRole('button', { name: /Select all/ })).toBeNull();
  });

  it.each<Habit>(['no-delete-route', 'html-delete'])('a deletion: %s', async (habit) => {
    const server = await opened(habit, 8);
    const bar = await selectPage();
    await vi.waitFor(
      () => expect(bar.textContent).toMatch(/elsewhere cannot.*delete completions/),
      PATIENT,
    );
    expect(within(bar).queryByRole('button', { name: 'Delete' })).toBeNull();
    cleanup();
    renderPages(`/completions/${idAt(habit, 3)}`);
    await screen.findAllByText(/elsewhere cannot delete completions/, {}, PATIENT);
    expect(screen.queryByRole('button', { name: 'Delete this completion' })).toBeNull();
    expect(server.kept).toHaveLength(8);
    expect(changes(server)).toEqual([]);
  });
});

describe('pages', () => {
  it('lead on and back over every row', async () => {
    await opened('ties-by-id', 42, '/completions?limit=10');
    await screen.findByRole('link', { name: 'Next' });
    const pages = [await answers()];
    while (screen.queryByRole('link', { name: 'Next' })) pages.push(await turn('Next'));
    expect(new Set(pages.flat()).size).toBe(42);
    expect(pages.flat()).toHaveLength(42);
    for (let at = pages.length - 2; at >= 0; at -= 1)
      expect(await turn('Previous')).toEqual(pages[at]);
    expect(screen.queryByRole('link', { name: 'Previous' })).toBeNull();
  });

  it('of a source that does not page are said to be none, after one look', async () => {
    const server = await opened('ignores-after', 60);
    await answers();
    await userEvent.click(await screen.findByRole('link', { name: 'Next' }));
    await screen.findByText(/does not page/, {}, PATIENT);
    // Once as the pointer comes near, once by the click.
    const further = server.asked.filter((call) => call.includes('after='));
    expect(further.length).toBeLessThanOrEqual(2);
  });

  it('of a source that ignores the order begin with the oldest, and say so', async () => {
    await opened('ignores-order', 60);
    await screen.findByText(/elsewhere ignores the order: the oldest come first\./, {}, PATIENT);
    expect(screen.queryByRole('link', { name: 'Last' })).toBeNull();
  });

  it('of a source that ignores their size say so', async () => {
    await opened('ignores-limit', 30);
    await screen.findByText(/elsewhere ignores the page size: it sent 7\./, {}, PATIENT);
  });
});

it('messages that a source appends answers to are shown once', async () => {
  await opened('appends-with-nulls', 5, `/completions/${idAt('appends-with-nulls', 4)}`);
  for (const answer of ['answer 4', 'answer 4.1', 'answer 4.2'])
    expect(await screen.findAllByText(answer, {}, PATIENT)).toHaveLength(1);
  expect(await screen.findAllByRole('article', { name: 'User' }, PATIENT)).toHaveLength(1);
});

it.each<[Habit, RegExp]>([
  ['ms-date', /2023/],
  ['iso-date', /2023/],
  ['null-date', /no date/i],
])('%s: a day is the right one or none', async (habit, day) => {
  await opened(habit, 3);
  await answers();
  expect(screen.getAllByRole('row')[1]?.textContent).toMatch(day);
});
