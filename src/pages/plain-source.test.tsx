import { screen, within } from '@testing-library/react';
import { afterEach, beforeAll, expect, it, vi } from 'vitest';
import { LOCAL_CONNECTION } from '@/api/connection';
import { connectionSelected } from '@/components/connection-store';
import { type Habit, type HabitSource, idAt, startHabit } from '@/testing/start-habit';
import { renderPages } from './test-pages';

// Whole pages with their lazy parts: a busy machine takes its time.
vi.setConfig({ testTimeout: 30_000 });

beforeAll(async () => {
  await import('@/features/completions/table-top');
});

afterEach(() => connectionSelected(LOCAL_CONNECTION));

async function opened(habit: Habit, path: string): Promise<HabitSource> {
  const server = await startHabit(habit, 8);
  connectionSelected(server.connection);
  renderPages(path);
  return server;
}

const PATIENT = { timeout: 20_000 };

it.each(['/completions', `/completions/${idAt('read-only', 3)}`])(
  'says beside the title of %s that its source is read only',
  async (path) => {
    await opened('read-only', path);
    const title = await screen.findByRole('heading', { level: 1 }, PATIENT);
    const chip = await within(title.parentElement!).findByText('elsewhere, read only', {}, PATIENT);
    expect(chip.closest('[title]')?.getAttribute('title')).toContain('cannot change');
  },
);

it('offers no Delete in the rows of a source that does not delete', async () => {
  await opened('read-only', '/completions');
  await screen.findByText('elsewhere, read only', {}, PATIENT);
  const row = (await screen.findAllByRole('row', {}, PATIENT))[1]!;
  expect(within(row).getByRole('button', { name: /^Peek:/ })).toBeDefined();
  await vi.waitFor(() => expect(screen.queryByRole('button', { name: /^Delete/ })).toBeNull());
});

it('says nothing of the kind of a source that can', async () => {
  const server = await opened('plain', `/completions/${idAt('plain', 3)}`);
  await screen.findByRole('form', { name: 'Metadata' }, PATIENT);
  await vi.waitFor(() => expect(server.asked.join()).toMatch(/DELETE/), PATIENT);
  expect(screen.queryByText(/read only/)).toBeNull();
});

it.each<Habit>(['plain', 'ignores-metadata', 'lists-without-metadata'])(
  '%s: lineage shows what says that it was made from this one, and nothing else',
  async (habit) => {
    const server = await startHabit(habit, 8);
    for (const i of [5, 6]) server.kept[i]!.metadata = { parent_id: idAt(habit, 3) };
    connectionSelected(server.connection);
    renderPages(`/completions/${idAt(habit, 3)}`);
    const lineage = await screen.findByRole('region', { name: 'Lineage' }, PATIENT);
    expect(within(lineage).getAllByText(/^made from this one/)).toHaveLength(2);
    const links = within(lineage).getAllByRole('link', { name: (name) => name !== 'Compare' });
    expect(links.map((link) => link.getAttribute('href') ?? '').toSorted()).toEqual([
      `/completions/${idAt(habit, 5)}`,
      `/completions/${idAt(habit, 6)}`,
    ]);
  },
);

it.each<Habit>(['plain', 'ignores-metadata'])(
  '%s: there is no lineage where nothing was made from this one',
  async (habit) => {
    const server = await opened(habit, `/completions/${idAt(habit, 3)}`);
    await screen.findByText('answer 3', {}, PATIENT);
    await vi.waitFor(() => expect(server.asked.join()).toMatch(/parent_id/), PATIENT);
    expect(screen.queryByRole('region', { name: 'Lineage' })).toBeNull();
  },
);
