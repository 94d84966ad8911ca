import { screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { useSavedViews } from '@/components/saved-view-store';
import { columnsChosen } from '@/features/completions/table-layout';
import { answer, startTableBackend, type TableBackend } from './table-backend';
import { renderPages } from './test-pages';

let table: TableBackend;

// Whole pages with their lazy parts: a busy machine takes its time.
vi.setConfig({ testTimeout: 60_000 });
const PATIENT = { timeout: 20_000 };

beforeEach(() => {
  table = startTableBackend(30);
});

afterEach(() => {
  vi.unstubAllGlobals();
  useSavedViews.setState({ views: [], usual: null });
});

const address = () => screen.getByRole('note').textContent;
const outputs = () => screen.queryAllByText(/^Output \d+$/).map((cell) => cell.textContent);
const searches = () =>
  table.backend.sent.map(({ url }) => url).filter((url) => url.includes('/api/completions?q='));

it('searches once the typing rests, keeps the old rows dimmed meanwhile, and takes one step back to leave', async () => {
  const user = userEvent.setup();
  let release = () => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  renderPages('/completions');
  await screen.findByText('Output 29');
  table.backend.intercept = (method, url) => {
    const reply = answer(table, method, url);
    return reply && url.includes('q=') ? released.then(() => reply) : reply;
  };
  await user.keyboard('/');
  await user.keyboard('Output 7');
  await vi.waitFor(() => expect(address()).toBe('/completions?q=Output%207'), PATIENT);
  expect(screen.getByRole('table').getAttribute('aria-busy')).toBe('true');
  expect(outputs()).toHaveLength(30);
  await vi.waitFor(() => expect(searches()).toHaveLength(1), PATIENT);
  release();
  await vi.waitFor(() => expect(outputs()).toEqual(['Output 7']), PATIENT);
  expect(searches()).toHaveLength(1);
  expect(screen.getByRole<HTMLInputElement>('searchbox').value).toBe('Output 7');
});

it('shows in the field what the address says, whoever changed it', async () => {
  const user = userEvent.setup();
  renderPages('/completions?q=Output+3');
  await screen.findByText('Output 3');
  const field = screen.getByRole<HTMLInputElement>('searchbox');
  expect(field.value).toBe('Output 3');
  await user.type(field, '{Backspace}4');
  await vi.waitFor(() => expect(outputs()).toEqual(['Output 4']), PATIENT);
  await user.click(screen.getByRole('button', { name: 'Clear filters' }));
  await screen.findByText('Output 29');
  expect(field.value).toBe('');
});

async function choose(user: ReturnType<typeof userEvent.setup>, subject: string) {
  await user.click(screen.getByRole('button', { name: 'Add filter' }));
  await user.selectOptions(await screen.findByRole('combobox', { name: 'Filter by' }), subject);
}

it('suggests keys and values with their counts', async () => {
  const user = userEvent.setup();
  renderPages('/completions?model=gpt-a');
  await screen.findByText('Output 29');
  await choose(user, 'Metadata');
  await user.click(await screen.findByRole('button', { name: /^env\s*20$/ }));
  await user.selectOptions(screen.getByRole('combobox', { name: 'Condition' }), 'is not');
  await user.click(screen.getByRole('button', { name: /^prod\s*10$/ }));
  await user.click(screen.getByRole('button', { name: 'Apply' }));
  expect(await screen.findByText('env ≠ prod')).toBeDefined();
  expect(address()).toBe('/completions?model=gpt-a&metadata_not[env]=prod');
  await vi.waitFor(() => expect(outputs()[0]).toBe('Output 28'), PATIENT);
  await user.click(screen.getByRole('button', { name: 'Remove env ≠ prod' }));
  expect(address()).toBe('/completions?model=gpt-a');
});

it('filters by several models, by amounts and by relative time', async () => {
  const user = userEvent.setup();
  renderPages('/completions?model=gpt-a');
  await screen.findByText('Output 29');
  await choose(user, 'Model');
  await user.type(screen.getByLabelText('Model is'), 'gpt-b');
  await user.click(screen.getByRole('button', { name: 'Apply' }));
  await choose(user, 'Cost');
  await user.type(screen.getByLabelText(/At least/), '0.0000001');
  await user.type(screen.getByLabelText(/At most/), '2');
  await user.click(screen.getByRole('button', { name: 'Apply' }));
  await choose(user, 'Created');
  await user.selectOptions(screen.getByLabelText('Created in the'), 'Last 24 hours');
  await user.click(screen.getByRole('button', { name: 'Apply' }));
  expect(address()).toBe(
    '/completions?model=gpt-a&model=gpt-b&cost_min=0.0000001&cost_max=2&created_after=24h',
  );
  const sent = new URL(table.backend.sent.at(-1)?.url ?? '', 'http://test').searchParams;
  const age = Date.now() / 1000 - Number(sent.get('created_after'));
  expect(Math.round(age / 60)).toBe(24 * 60);
});

it('saves a view, opens it by a link, and a bare address opens the usual one', async () => {
  const user = userEvent.setup();
  renderPages('/completions?metadata[env]=prod&sort=tokens&after=cursor-c9');
  await screen.findByText('Output 11');
  await user.click(screen.getByRole('button', { name: 'Views' }));
  await user.type(await screen.findByLabelText('Save what is shown as'), 'Costly');
  await user.click(screen.getByRole('button', { name: 'Save' }));
  await user.click(screen.getByRole('button', { name: 'Costly' }));
  const view = await screen.findByRole('link', { name: 'Costly' });
  expect(view.getAttribute('href')).toBe('/completions?metadata[env]=prod&sort=tokens');
  await user.click(screen.getByRole('button', { name: 'Open Costly at first' }));
  const dialog = screen.getByRole('dialog', { name: 'Saved views' });
  expect(within(dialog).getByRole('button', { name: 'Do not open Costly at first' })).toBeDefined();

  document.body.replaceChildren();
  columnsChosen(['created', 'cost']);
  renderPages('/completions');
  await vi.waitFor(
    () => expect(address()).toBe('/completions?metadata[env]=prod&sort=tokens'),
    PATIENT,
  );
  expect(await screen.findByRole('columnheader', { name: 'Output' })).toBeDefined();
  await user.click(await screen.findByRole('button', { name: 'Clear filters' }));
  await user.click(await screen.findByRole('button', { name: 'Created' }));
  expect(address()).toBe('/completions');
});
