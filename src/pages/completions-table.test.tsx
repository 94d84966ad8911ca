import { screen, within } from '@testing-library/react';
import { userEvent } from '@/testing/user-event';
import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { columnsChosen, densityChosen } from '@/features/completions/table-layout';
import { USUAL_COLUMNS } from '@/features/completions/columns';
import { startTableBackend, type TableBackend } from './table-backend';
import { renderPages } from './test-pages';

let table: TableBackend;

// Whole pages with their lazy parts: a busy machine takes its time.
vi.setConfig({ testTimeout: 60_000 });

// What comes after the page is there at once: reading its code is no part of what is tested.
beforeAll(async () => {
  await import('@/features/completions/table-actions');
  await import('@/features/bulk/export-menu');
});

beforeEach(() => {
  table = startTableBackend(120);
});

afterEach(() => {
  vi.unstubAllGlobals();
  columnsChosen(USUAL_COLUMNS);
  densityChosen('normal');
});

const address = () => screen.getByRole('note').textContent;
const outputs = () =>
  screen
    .getAllByRole('row')
    .slice(1)
    .map((row) => /Output \d+/.exec(row.textContent)?.[0]);
const lists = () =>
  table.backend.sent.map(({ url }) => url).filter((url) => url.startsWith('/api/completions?'));

it('shows previews, time, cost and the total in one request', async () => {
  renderPages('/completions');
  expect(await screen.findByText('Output 119')).toBeDefined();
  // At once: on a busy machine it is time to look for newer ones by the end.
  expect(lists()).toEqual(['/api/completions?sort=created&order=desc&limit=50']);
  expect(outputs()).toHaveLength(50);
  const [row] = screen.getAllByRole('row').slice(1);
  for (const text of ['Input 119', '1.5 s', '$0.002', 'gpt-a']) {
    expect(within(row!).getByText(text)).toBeDefined();
  }
  expect(await screen.findByText('1–50 of 120')).toBeDefined();
  expect(screen.getAllByText('Incomplete')).toHaveLength(10);
  expect(table.backend.sent.some(({ url }) => url.includes('/messages'))).toBe(false);
});

it('goes to the last page, back and to the first through links', async () => {
  const user = userEvent.setup({});
  renderPages('/completions?limit=50');
  await screen.findByText('Output 119');
  await user.click(await screen.findByRole('link', { name: 'Last' }));
  expect(await screen.findByText('Output 0')).toBeDefined();
  expect(address()).toBe('/completions?limit=50&before=last');
  expect(outputs()[0]).toBe('Output 49');
  expect(screen.getByText('71–120 of 120')).toBeDefined();
  await user.click(screen.getByRole('link', { name: 'Previous' }));
  expect(await screen.findByText('Output 99')).toBeDefined();
  expect(outputs().at(-1)).toBe('Output 50');
  await user.click(screen.getByRole('link', { name: 'First' }));
  expect(await screen.findByText('Output 119')).toBeDefined();
  expect(address()).toBe('/completions?limit=50');
});

it('sorts by the column that was clicked, from the first page, and the other way by a second click', async () => {
  const user = userEvent.setup({});
  renderPages('/completions?after=cursor-c100');
  await screen.findByText('Output 99');
  await user.click(screen.getByRole('button', { name: 'Tokens' }));
  expect(await screen.findByText('Output 0')).toBeDefined();
  expect(address()).toBe('/completions?sort=tokens');
  const header = screen.getByRole('columnheader', { name: 'Tokens' });
  expect(header.getAttribute('aria-sort')).toBe('descending');
  await user.click(screen.getByRole('button', { name: 'Tokens' }));
  expect(await screen.findByText('Output 119')).toBeDefined();
  expect(address()).toBe('/completions?sort=tokens&order=asc');
});

it('shows, hides and moves columns, metadata keys too, and rows of another height', async () => {
  const user = userEvent.setup({});
  renderPages('/completions?limit=5');
  await screen.findByText('Output 119');
  // The first head is the box that selects all rows.
  const heads = () =>
    screen
      .getAllByRole('columnheader')
      .slice(1)
      .map((head) => head.getAttribute('aria-label'));
  await user.click(await screen.findByRole('button', { name: /^Columns/ }));
  await user.click(await screen.findByRole('checkbox', { name: /^metadata\s*env$/ }));
  expect(heads()).toContain('env');
  await user.click(screen.getByRole('checkbox', { name: 'Metadata' }));
  expect(heads()).not.toContain('Metadata');
  await user.click(screen.getByRole('button', { name: 'Move Model left' }));
  expect(heads().slice(0, 2)).toEqual(['Model', 'Created']);
  await user.click(screen.getByRole('radio', { name: 'Compact' }));
  expect(screen.getByRole('table').dataset.density).toBe('compact');
  await user.click(screen.getByRole('button', { name: 'Reset columns' }));
  expect(heads()).toContain('Metadata');
});

it('switches to two lines a row by a key, and copies the address of the table without the drawer', async () => {
  const user = userEvent.setup({});
  renderPages('/completions?model=gpt-a');
  await screen.findByText('Output 119');
  const lines = await screen.findByRole('button', { name: 'Two lines a row' });
  await user.keyboard('w');
  expect(lines.getAttribute('aria-pressed')).toBe('true');
  await user.click(lines);
  expect(lines.getAttribute('aria-pressed')).toBe('false');

  await user.click(screen.getByRole('button', { name: 'Export' }));
  const items = screen.getAllByRole('menuitem').map(({ textContent }) => textContent);
  expect(items).toEqual(['Export all that match…', 'Copy as link', 'JSON of this table']);
  const opened = vi.spyOn(window, 'open').mockReturnValue(null);
  await user.click(screen.getByRole('menuitem', { name: 'JSON of this table' }));
  expect(opened.mock.calls[0]?.[0]).toBe(
    '/api/completions?model=gpt-a&sort=created&order=desc&limit=50',
  );
  await user.click(screen.getByRole('button', { name: 'Export' }));
  await user.click(screen.getByRole('menuitem', { name: 'Copy as link' }));
  expect(await navigator.clipboard.readText()).toMatch(/\/completions\?model=gpt-a$/);
});
