import { screen, within } from '@testing-library/react';
import { userEvent } from '@/testing/user-event';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { startTableBackend } from './table-backend';
import { renderPages } from './test-pages';

// Whole pages with their lazy parts: a busy machine takes its time.
vi.setConfig({ testTimeout: 60_000 });
const PATIENT = { timeout: 20_000 };

beforeEach(() => void startTableBackend(12));

afterEach(() => vi.unstubAllGlobals());

const address = () => screen.getByRole('note').textContent;
const drawer = () => screen.findByRole('complementary', { name: 'Completion' });
const shows = async (text: string) =>
  expect(await within(await drawer()).findByText(text)).toBeDefined();

it('opens a row beside the table, switches by a click, and gives the focus back', async () => {
  const user = userEvent.setup({});
  renderPages('/completions?limit=5');
  await screen.findByText('Output 11');
  await user.keyboard('jjp');
  await shows('Output 10');
  expect(address()).toBe('/completions?limit=5&peek=c10');
  await user.click(screen.getAllByRole('link', { name: /2023/ })[3]!);
  await shows('Output 8');
  expect(address()).toBe('/completions?limit=5&peek=c8');
  await user.keyboard('{Escape}');
  expect(screen.queryByRole('complementary', { name: 'Completion' })).toBeNull();
  expect(address()).toBe('/completions?limit=5');
  expect(document.activeElement?.getAttribute('data-row')).toBe('c8');
});

it('leaves what the search has found in the table when it closes', async () => {
  const { backend } = startTableBackend(12);
  const found = backend.rows.find(({ id }) => id === 'c11');
  Object.assign(found?.metadata ?? {}, { note: 'none', place: 'Output 11' });
  const user = userEvent.setup({});
  renderPages('/completions?q=Output+11');
  // Two pairs are shown; the one that is found comes before the others.
  await screen.findByTitle('Show only place=Output 11', undefined, PATIENT);
  await user.keyboard('jp');
  await shows('Output 11');
  await user.keyboard('{Escape}');
  expect(screen.queryByRole('complementary', { name: 'Completion' })).toBeNull();
  await screen.findByTitle('Show only place=Output 11');
});

it('deletes the one beside the table and goes on with the next', async () => {
  const user = userEvent.setup({});
  renderPages('/completions?limit=5&peek=c10');
  await shows('Output 10');
  const beside = within(await drawer());
  expect(beside.getByRole('button', { name: /Copy the id/ })).toBeDefined();
  expect(beside.getByRole('link', { name: 'Open in playground' })).toBeDefined();
  await user.click(beside.getByRole('button', { name: 'Delete this completion' }));
  await user.click(await screen.findByRole('button', { name: 'Delete completion' }));
  await shows('Output 9');
  expect(address()).toContain('peek=c9');
});

it('judges beside the table with the same keys as a review, and goes on from there', async () => {
  const table = startTableBackend(12);
  const metadataOf = (id: string) => table.backend.rows.find((row) => row.id === id)?.metadata;
  const user = userEvent.setup({});
  renderPages('/completions?limit=5&peek=c10');
  await shows('Output 10');
  await within(await drawer()).findByRole('region', { name: 'Verdict' }, PATIENT);
  await user.keyboard('2');
  await vi.waitFor(
    () => expect(metadataOf('c10')).toEqual({ env: 'test', review: 'bad' }),
    PATIENT,
  );
  await user.keyboard('j');
  await shows('Output 9');
  await user.keyboard('1');
  await vi.waitFor(
    () => expect(metadataOf('c9')).toEqual({ env: 'prod', review: 'good' }),
    PATIENT,
  );
});

it('walks the filter beside the table, across the borders of its pages', async () => {
  const user = userEvent.setup({});
  renderPages('/completions?metadata[env]=prod&limit=3&peek=c9');
  await shows('Output 9');
  await user.keyboard('j');
  await shows('Output 7');
  const next = within(await drawer()).getByRole<HTMLButtonElement>('button', { name: 'Next' });
  await vi.waitFor(() => expect(next.disabled).toBe(false), PATIENT);
  await user.keyboard('j');
  await shows('Output 5');
  expect(address()).toBe('/completions?metadata[env]=prod&limit=3&after=cursor-c7&peek=c5');
  const previous = within(await drawer()).getByRole<HTMLButtonElement>('button', {
    name: 'Previous',
  });
  await vi.waitFor(() => expect(previous.disabled).toBe(false), PATIENT);
  await user.keyboard('k');
  await shows('Output 7');
});

it('keeps the place of a completion that an edit takes out of the filter', async () => {
  const user = userEvent.setup({});
  renderPages('/completions?metadata[env]=prod&peek=c9');
  await shows('Output 9');
  const form = await screen.findByRole('form', { name: 'Metadata' });
  await user.clear(within(form).getByLabelText(/^Value/));
  await user.type(within(form).getByLabelText(/^Value/), 'done');
  await user.click(within(form).getByRole('button', { name: /save/i }));
  const rows = () => screen.getAllByRole('row').map(({ textContent }) => textContent);
  await vi.waitFor(
    () => expect(rows().some((row) => row.includes('Input 9'))).toBe(false),
    PATIENT,
  );
  await shows('Output 9');
  await user.click(document.body);
  await user.keyboard('j');
  await shows('Output 7');
});

it('goes to the next and previous page of the table from the page of a completion', async () => {
  const user = userEvent.setup({});
  renderPages('/completions?limit=2');
  await user.click((await screen.findAllByRole('link', { name: /2023/ }))[1]!);
  await user.click(await screen.findByRole('link', { name: /Next completion/ }));
  expect(await screen.findByText('Output 9')).toBeDefined();
  // With the list that it belongs to.
  expect(address()).toBe('/completions/c9?in=limit%3D2%26after%3Dcursor-c10');
  await user.keyboard('j');
  expect(await screen.findByText('Output 8')).toBeDefined();
  const back = screen.getByRole('link', { name: 'Back to completions' });
  expect(back.getAttribute('href')).toBe('/completions?limit=2&after=cursor-c10');
});

it('leaves the search by Escape: it is emptied first, then the keys are those of the table', async () => {
  const user = userEvent.setup({});
  renderPages('/completions?limit=5');
  await screen.findByText('Output 11');
  await user.keyboard('jj');
  const row = document.activeElement?.getAttribute('data-row');
  expect(row).toMatch(/^c\d+$/);
  const field = screen.getByRole<HTMLInputElement>('searchbox', {
    name: 'Search texts, ids, metadata',
  });
  await user.type(field, 'Output');
  await user.keyboard('{Escape}');
  await vi.waitFor(() => expect(field.value).toBe(''), PATIENT);
  expect(document.activeElement).toBe(field);
  await screen.findByText('Output 11');
  await user.keyboard('{Escape}');
  expect(document.activeElement?.getAttribute('data-row')).toBe(row);
});

it('closes by a click on the table, where it covers that', async () => {
  vi.stubGlobal('matchMedia', (query: string) => ({
    matches: query === '(width < 64rem)',
    addEventListener() {},
    removeEventListener() {},
  }));
  const user = userEvent.setup({});
  renderPages('/completions?limit=5&peek=c10');
  await shows('Output 10');
  const covered = document.querySelector('[inert]');
  if (!covered?.parentElement) throw new Error('The table is not covered');
  // What is inert takes no clicks: they are those of what it stands in.
  await user.click(await drawer());
  expect(address()).toContain('peek=c10');
  await user.click(covered.parentElement);
  expect(address()).toBe('/completions?limit=5');
  expect(document.querySelector('[inert]')).toBeNull();
  expect(document.activeElement?.getAttribute('data-row')).toBe('c10');
});
