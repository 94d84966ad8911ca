import { screen, within } from '@testing-library/react';
import { userEvent } from '@/testing/user-event';
import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { LOCAL_CONNECTION } from '@/api/connection';
import { completionBody } from '@/api/test-server';
import { type Backend, failure, startBackend } from '@/test-backend';
import { connectionSelected } from '@/components/connection-store';
import { renderPages } from './test-pages';

let backend: Backend;

// Whole pages with their lazy parts: a busy machine takes its time.
vi.setConfig({ testTimeout: 60_000 });
const PATIENT = { timeout: 20_000 };

beforeAll(async () => {
  // The cells' code comes on demand; here it must not count as waiting for them.
  await import('@/features/completions/output-cell');
  await import('@/features/completions/input-cell');
});

beforeEach(() => {
  const rows = Array.from({ length: 25 }, (_, index) =>
    completionBody(`c${index}`, `Output ${index}`, { env: index % 2 ? 'prod' : 'test' }),
  );
  backend = startBackend(rows);
  backend.messages.set('c24', [{ id: 'c24-0', role: 'user', content: 'Say something' }]);
});

afterEach(() => {
  vi.unstubAllGlobals();
  connectionSelected(LOCAL_CONNECTION);
});

const address = () => screen.getByRole('note').textContent;
const outputs = () =>
  screen
    .getAllByRole('row')
    .slice(1)
    .map((row) => /Output \d+/.exec(row.textContent)?.[0]);
const lists = () =>
  backend.sent.map(({ url }) => url).filter((url) => url.startsWith('/v1/chat/completions?'));

it('shows the newest completions first, each row a link to its page', async () => {
  renderPages('/completions');
  expect(screen.getByRole('status', { name: 'Loading completions' })).toBeDefined();
  expect(await screen.findByText('Output 24')).toBeDefined();
  expect(outputs()).toHaveLength(20);
  expect(lists()).toEqual(['/v1/chat/completions?limit=20&order=desc']);
  const [row] = screen.getAllByRole('row').slice(1);
  expect(within(row!).getByRole('link').getAttribute('href')).toBe('/completions/c24');
  expect(await within(row!).findByText('Say something')).toBeDefined();
});

it('goes to the next page and back through the address alone', async () => {
  const user = userEvent.setup({});
  renderPages('/completions?limit=10');
  await screen.findByText('Output 24');
  await user.click(await screen.findByRole('link', { name: 'Next' }));
  expect(await screen.findByText('Output 14')).toBeDefined();
  expect(address()).toBe('/completions?limit=10&after=c15');
  await user.click(screen.getByRole('link', { name: 'Next' }));
  expect(await screen.findByText('Output 4')).toBeDefined();
  expect(screen.queryByRole('link', { name: 'Next' })).toBeNull();
  await user.click(screen.getByRole('link', { name: 'Previous' }));
  expect(await screen.findByText('Output 14')).toBeDefined();
  expect(address()).toBe('/completions?limit=10&before=c4');
  expect(outputs()[0]).toBe('Output 14');
});

it('shows the page that a shared address names', async () => {
  renderPages('/completions?limit=10&before=c4&metadata[env]=test');
  expect(await screen.findByText('Output 24')).toBeDefined();
  expect(screen.queryByText('Output 4')).toBeNull();
  expect(await screen.findByRole('button', { name: 'Remove env is test' })).toBeDefined();
});

it('filters by the pair that was clicked, from the first page', async () => {
  const user = userEvent.setup({});
  renderPages('/completions?limit=10&after=c15');
  await screen.findByText('Output 14');
  const chips = screen.getAllByRole('button', { name: 'env=prod' });
  await user.click(chips[0]!);
  expect(await screen.findByText('Output 23')).toBeDefined();
  expect(address()).toBe('/completions?metadata[env]=prod&limit=10');
  expect(screen.queryByText('Output 24')).toBeNull();
  await user.click(screen.getByRole('button', { name: 'Clear filters' }));
  expect(await screen.findByText('Output 24')).toBeDefined();
});

it('adds a filter for any key and value', async () => {
  const user = userEvent.setup({});
  renderPages('/completions');
  await screen.findByText('Output 24');
  await user.click(await screen.findByRole('button', { name: 'Add filter' }));
  await user.type(await screen.findByRole('combobox', { name: 'Filter by' }), 'a=b&c');
  await user.click(screen.getByRole('option', { name: /^a=b&c\s*as a metadata key$/ }));
  await user.type(screen.getByRole('combobox', { name: 'Values of a=b&c' }), 'x y{Enter}');
  expect(await screen.findByText('No completion matches')).toBeDefined();
  expect(address()).toBe('/completions?metadata[a%3Db%26c]=x%20y');
  expect(lists().at(-1)).toContain('metadata%5Ba%3Db%26c%5D=x+y');
  await user.click(screen.getByRole('link', { name: 'Clear filters' }));
  expect(await screen.findByText('Output 24')).toBeDefined();
});

it('keeps and shows what it does not understand of the address', async () => {
  const user = userEvent.setup({});
  renderPages('/completions?foo=1&limit=0');
  await screen.findByText('Output 24');
  expect(await screen.findAllByText(/not used/)).toHaveLength(2);
  await user.click(screen.getByRole('button', { name: 'Remove foo=1' }));
  expect(address()).toBe('/completions?limit=0');
});

it('keeps the page that is shown when the next cannot be loaded, and tries again', async () => {
  const user = userEvent.setup({});
  renderPages('/completions');
  await screen.findByText('Output 24');
  backend.intercept = (_method, url) => (url.includes('after=') ? failure(400, 'No luck') : null);
  await user.click(await screen.findByRole('link', { name: 'Next' }));
  expect(await screen.findByText('No luck')).toBeDefined();
  expect(screen.getByText('Output 24')).toBeDefined();
  backend.intercept = () => null;
  await user.click(screen.getByRole('button', { name: 'Try again' }));
  expect(await screen.findByText('Output 4')).toBeDefined();
  expect(screen.queryByText('No luck')).toBeNull();
});

it('says why nothing could be loaded', async () => {
  backend.intercept = () => failure(401, 'Incorrect API key provided: ****abcd.');
  renderPages('/completions');
  expect(await screen.findByText('Incorrect API key provided: ****abcd.')).toBeDefined();
  expect(screen.getByRole('link', { name: /Settings/ }).getAttribute('href')).toBe('/settings');
});

it.each([404, 405])(
  'explains a source that answers %i: it keeps no completions',
  async (status) => {
    const label = 'llm.example';
    connectionSelected({ id: 'direct', baseUrl: 'https://llm.example/v1', apiKey: 'k', label });
    backend.intercept = () => failure(status, 'Not here');
    renderPages('/completions');
    expect(await screen.findByText('llm.example does not keep completions')).toBeDefined();
    expect(screen.getByText('Not here')).toBeDefined();
    expect(screen.getByRole('button', { name: 'Try again' })).toBeDefined();
  },
);

it('teaches how to store when nothing is stored yet', async () => {
  backend.rows = [];
  renderPages('/completions');
  expect(await screen.findByText('Nothing stored yet')).toBeDefined();
  expect(screen.getByRole('link', { name: 'Open the playground' })).toBeDefined();
  expect(screen.getByText(/base_url="http:\/\/localhost.*\/v1"/)).toBeDefined();
});

it('deletes a row after asking, and keeps it when the server refuses', async () => {
  const user = userEvent.setup({});
  renderPages('/completions');
  await screen.findByText('Output 24');
  const [button] = screen.getAllByRole('button', { name: /^Delete:/ });
  await user.click(button!);
  backend.intercept = (method) => (method === 'DELETE' ? failure(403, 'Not allowed') : null);
  await user.click(await screen.findByRole('button', { name: 'Delete completion' }));
  expect(await screen.findByText('Not allowed')).toBeDefined();
  expect(screen.getByText('Output 24')).toBeDefined();

  backend.intercept = () => null;
  await user.click(screen.getByRole('button', { name: 'Delete completion' }));
  await vi.waitFor(() => expect(screen.queryByText('Output 24')).toBeNull(), PATIENT);
  expect(screen.queryByRole('alertdialog')).toBeNull();
  expect(backend.rows).toHaveLength(24);
});

it('moves between rows with j and k', async () => {
  const user = userEvent.setup({});
  renderPages('/completions');
  await screen.findByText('Output 24');
  const focused = () => document.activeElement?.getAttribute('href');
  await user.keyboard('jjj');
  expect(focused()).toBe('/completions/c22');
  await user.keyboard('k');
  expect(focused()).toBe('/completions/c23');
  await user.keyboard('{Enter}');
  await vi.waitFor(() => expect(address()).toBe('/completions/c23'), PATIENT);
});

it('says in place what a server without more than the API cannot do', async () => {
  const user = userEvent.setup({});
  renderPages('/completions?state=complete&model=demo&sort=tokens');
  await screen.findByText('Output 24');
  expect(await screen.findByText('not used: This server cannot filter by it')).toBeDefined();
  const search = screen.getByRole<HTMLInputElement>('searchbox', {
    name: 'Search texts, ids, metadata',
  });
  expect([search.disabled, search.placeholder]).toEqual([true, 'This server cannot search texts']);
  const sort = screen.getByRole('button', { name: 'Tokens' });
  expect(sort.title).toBe('This server sorts by date only');
  await user.click(sort);
  expect(address()).toBe('/completions?state=complete&model=demo&sort=tokens');
  await user.click(screen.getByRole('button', { name: 'Add filter' }));
  const subjects = await screen.findByRole('listbox', { name: 'Filter by' });
  const names = within(subjects)
    .getAllByRole('option')
    .map((option) => option.textContent);
  expect(names).toContain('Model');
  expect(names).not.toContain('Time');
  expect(screen.getByText('This server filters by model and metadata only.')).toBeDefined();
});
