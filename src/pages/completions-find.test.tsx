import { fireEvent, screen } from '@testing-library/react';
import { userEvent } from '@/testing/user-event';
import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { useSavedViews } from '@/components/saved-view-store';
import { columnsChosen } from '@/features/completions/table-layout';
import { answer, startTableBackend, type TableBackend } from './table-backend';
import { renderPages } from './test-pages';

let table: TableBackend;

// Whole pages with their lazy parts: a busy machine takes its time.
vi.setConfig({ testTimeout: 60_000 });
const PATIENT = { timeout: 20_000 };

// It comes after the page; reading its code is no part of what is tested.
beforeAll(async () => {
  await import('@/features/completions/views-menu');
});

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
  const user = userEvent.setup({});
  let release = () => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  renderPages('/completions');
  await screen.findByText('Output 29');
  table.backend.intercept = (method, url) => {
    const reply = answer(table, method, url);
    return reply && url.includes('q=') ? released.then(() => reply) : reply;
  };
  await user.keyboard('/');
  const field = screen.getByRole<HTMLInputElement>('searchbox');
  expect(document.activeElement).toBe(field);
  // At once, letter by letter: on a busy machine the typing would rest in between.
  const letters = Array.from('Output 7', (_, at) => 'Output 7'.slice(0, at + 1));
  for (const value of letters) fireEvent.change(field, { target: { value } });
  await vi.waitFor(() => expect(address()).toBe('/completions?q=Output%207'), PATIENT);
  expect(screen.getByRole('table').getAttribute('aria-busy')).toBe('true');
  expect(outputs()).toHaveLength(30);
  await vi.waitFor(() => expect(searches()).toHaveLength(1), PATIENT);
  release();
  await vi.waitFor(() => expect(outputs()).toEqual(['Output 7']), PATIENT);
  expect(searches()).toHaveLength(1);
  expect(field.value).toBe('Output 7');
});

it('shows in the field what the address says, whoever changed it', async () => {
  const user = userEvent.setup({});
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

it('adds a condition by the keyboard alone, with its counts, and takes it away again', async () => {
  const user = userEvent.setup({});
  renderPages('/completions?model=gpt-a');
  await screen.findByText('Output 29');
  await screen.findByRole('button', { name: 'Add filter' });
  await user.keyboard('f');
  await user.type(await screen.findByRole('combobox', { name: 'Filter by' }), 'env');
  await screen.findByRole('option', { name: /^env\s*20$/ });
  await user.keyboard('{Enter}');
  const values = await screen.findByRole('combobox', { name: 'Values of env' });
  expect(screen.getByRole('option', { name: /^prod\s*10$/ })).toBeDefined();
  await user.type(values, 'prod{Enter}');
  expect(address()).toBe('/completions?model=gpt-a&metadata[env]=prod');

  // The condition in place: its values stay.
  await user.click(await screen.findByRole('button', { name: 'Condition of env: is' }));
  await user.click(await screen.findByRole('option', { name: 'is not' }));
  expect(address()).toBe('/completions?model=gpt-a&metadata_not[env]=prod');
  await vi.waitFor(() => expect(outputs()[0]).toBe('Output 28'), PATIENT);
  screen.getByRole('button', { name: 'Value of env: prod' }).focus();
  await user.keyboard('{Backspace}');
  expect(address()).toBe('/completions?model=gpt-a');
  expect(document.activeElement?.getAttribute('aria-label')).toBe('Field: Model');
  await user.keyboard('{ArrowRight}');
  expect(document.activeElement?.getAttribute('aria-label')).toBe('Value of Model: gpt-a');
});

it('makes any of several values, and takes single ones off', async () => {
  const user = userEvent.setup({});
  renderPages('/completions?metadata[env]=prod');
  await screen.findByText('Output 29');
  await user.click(await screen.findByRole('button', { name: 'Value of env: prod' }));
  const field = await screen.findByRole('combobox', { name: 'Values of env' });
  await user.type(field, 'test{Control>}{Enter}{/Control}');
  expect(address()).toBe('/completions?metadata_any[env]=prod&metadata_any[env]=test');
  await user.type(field, 'dev{Control>}{Enter}{/Control}');
  expect(
    await screen.findByRole('button', { name: 'Value of env: prod, test, dev' }),
  ).toBeDefined();
  await user.type(field, 'prod{Control>}{Enter}{/Control}');
  await user.type(field, 'test{Control>}{Enter}{/Control}');
  expect(address()).toBe('/completions?metadata[env]=dev');
  await user.keyboard('{Backspace}');
  await user.click(await screen.findByRole('option', { name: 'Model' }));
  await user.type(await screen.findByRole('combobox', { name: 'Values of Model' }), 'gpt-b{Enter}');
  expect(address()).toBe('/completions?model=gpt-b');
});

it('takes what is typed whole, several models, amounts and times', async () => {
  const user = userEvent.setup({});
  renderPages('/completions?model=gpt-a');
  await screen.findByText('Output 29');
  const add = async (typed: string) => {
    await user.click(await screen.findByRole('button', { name: 'Add filter' }));
    await user.type(await screen.findByRole('combobox', { name: 'Filter by' }), typed);
    await user.keyboard('{Enter}');
  };
  await add('team!=red');
  await add('cost');
  await user.type(await screen.findByLabelText(/At least/), '0.0000001');
  await user.type(screen.getByLabelText(/At most/), '2');
  await user.click(screen.getByRole('button', { name: 'Apply' }));
  await add('model');
  await user.type(
    await screen.findByRole('combobox', { name: 'Values of Model' }),
    'gpt-b{Control>}{Enter}{/Control}',
  );
  // What takes several stays open.
  await user.click(screen.getByRole('button', { name: 'Add filter' }));
  await add('25m');
  expect(address()).toBe(
    '/completions?model=gpt-a&model=gpt-b&metadata_not[team]=red&cost_min=0.0000001&cost_max=2&created_after=25m',
  );
  const sent = new URL(table.backend.sent.at(-1)?.url ?? '', 'http://test').searchParams;
  const age = Date.now() / 1000 - Number(sent.get('created_after'));
  expect(Math.round(age / 60)).toBe(25);
});

it('reads a typed time, says what it is no time, and can keep the moment', async () => {
  const user = userEvent.setup({});
  renderPages('/completions?created_after=7d');
  await user.click(
    await screen.findByRole('button', { name: 'Value of Created: the last 7 days' }),
  );
  const field = await screen.findByRole('combobox', { name: 'Created' });
  await user.type(field, 'soon');
  expect(await screen.findByText(/^Not a time/)).toBeDefined();
  await user.clear(field);
  await user.click(screen.getByRole('button', { name: /^older than 20d/ }));
  await user.keyboard('{Enter}');
  expect(address()).toBe('/completions?created_before=20d');

  await user.click(await screen.findByRole('button', { name: 'Value of Created: 20 days' }));
  await user.type(await screen.findByRole('combobox', { name: 'Created' }), '25m');
  await user.click(screen.getByRole('switch', { name: 'Moves with now' }));
  await user.type(screen.getByRole('combobox', { name: 'Created' }), '{Enter}');
  expect(address()).toMatch(/^\/completions\?created_after=\d{10}$/);
});

it('saves a view, opens it by a link, and a bare address opens the usual one', async () => {
  const user = userEvent.setup({});
  renderPages('/completions?metadata[env]=prod&sort=tokens&after=cursor-c9');
  await screen.findByText('Output 11');
  await user.click(await screen.findByRole('button', { name: 'Views' }));
  await user.type(await screen.findByLabelText('Save what is shown as'), 'Costly');
  await user.click(screen.getByRole('button', { name: 'Save' }));
  await user.click(screen.getByRole('button', { name: 'Costly' }));
  const view = await screen.findByRole('link', { name: 'Costly' });
  expect(view.getAttribute('href')).toBe('/completions?metadata[env]=prod&sort=tokens');
  await user.click(screen.getByRole('button', { name: 'More about the view Costly' }));
  await user.click(screen.getByRole('menuitem', { name: 'Open by default' }));
  expect(screen.getByLabelText('Opened by default')).toBeDefined();

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

it('where nothing matches, the condition that excludes the most is named and can go alone', async () => {
  const user = userEvent.setup({});
  renderPages('/completions?metadata[env]=nowhere&model=gpt-b');
  await user.click(await screen.findByRole('link', { name: 'Remove env is nowhere' }, PATIENT));
  expect(address()).toBe('/completions?model=gpt-b');
});
