import { screen, within } from '@testing-library/react';
import { userEvent } from '@/testing/user-event';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { FIRST_SET, NEW_QUESTION, type Question } from '@/components/questions/question';
import { useReviewStore } from '@/components/questions/review-store';
import { usePairWrites } from '@/queries/pair-writes/pair-writes';
import { failure, write } from '@/test-backend';
import { answer, startTableBackend, type TableBackend } from './table-backend';
import { renderPages } from './test-pages';

let table: TableBackend;

// Whole pages with their lazy parts: a busy machine takes its time.
vi.setConfig({ testTimeout: 60_000 });
const PATIENT = { timeout: 20_000 };

const ask = (key: string, part: Partial<Question>): Question => ({
  ...NEW_QUESTION,
  label: `Asks ${key}`,
  key,
  ...part,
});
const THREE = [
  ask('kind', { values: ['right', 'wrong'] }),
  ask('helpful', { kind: 'scale', low: 'no use', high: 'solved it' }),
  ask('promise', { kind: 'yes-no' }),
  ask('remark', { kind: 'note', isRequired: false }),
];

beforeEach(() => {
  table = startTableBackend(6);
  usePairWrites.setState({ writes: [], trouble: null, lost: new Set() });
  asks(FIRST_SET.questions);
});

afterEach(() => vi.unstubAllGlobals());

function asks(questions: readonly Question[]) {
  const sets = [{ ...FIRST_SET, questions }];
  useReviewStore.setState({ sets, current: FIRST_SET.name, goesOn: true, isOnlyOpen: true });
}

const address = () => screen.getByRole('note').textContent;
const metadataOf = (id: string) => table.backend.rows.find((row) => row.id === id)?.metadata;
const says = async (words: RegExp) =>
  vi.waitFor(
    () => expect(screen.getAllByRole('status').map(text).join(' ')).toMatch(words),
    PATIENT,
  );
const text = ({ textContent }: Element) => textContent;
const active = () => document.querySelector('[data-active]')?.getAttribute('data-question');

it('judges with one key each, through a filter that the verdicts empty, counting honestly', async () => {
  const user = userEvent.setup({});
  renderPages('/review?limit=2');
  expect(await screen.findByText('Output 5')).toBeDefined();
  await says(/0 of 6/);
  await user.keyboard('1');
  await says(/1 of 6/);
  expect(await screen.findByText('Output 4')).toBeDefined();
  await user.keyboard('22');
  expect(await screen.findByText('Output 2')).toBeDefined();
  await says(/3 of 6/);
  await vi.waitFor(() => {
    expect(metadataOf('c5')).toEqual({ env: 'prod', review: 'good' });
    expect(metadataOf('c4')).toEqual({ env: 'test', review: 'bad' });
    expect(metadataOf('c3')).toEqual({ env: 'prod', review: 'bad' });
  }, PATIENT);
  await user.keyboard('kk');
  expect(await screen.findByText('Output 4')).toBeDefined();
  expect(screen.getByRole('button', { name: 'bad', pressed: true })).toBeDefined();
});

it('passes over what has its verdict, and shows it when asked to', async () => {
  const user = userEvent.setup({});
  for (const id of ['c5', 'c4']) write(table.backend, id, { review: 'good' });
  renderPages('/review');
  expect(await screen.findByText('Output 3')).toBeDefined();
  await says(/2 of 6/);
  await user.click(await screen.findByRole('switch', { name: 'Only without a verdict' }));
  await user.keyboard('kk');
  expect(await screen.findByText('Output 5')).toBeDefined();
});

it('asks several questions, each key for the active one, and goes on when all are answered', async () => {
  const user = userEvent.setup({});
  asks(THREE);
  renderPages('/review');
  await screen.findByText('Output 5');
  expect(active()).toBe('kind');
  await user.keyboard('y9');
  expect(active()).toBe('kind');
  await user.keyboard('2');
  await vi.waitFor(() => expect(active()).toBe('helpful'));
  await user.keyboard('5');
  await vi.waitFor(() => expect(active()).toBe('promise'));
  expect(screen.getByText('Output 5')).toBeDefined();
  await user.keyboard('n');
  expect(await screen.findByText('Output 4')).toBeDefined();
  await vi.waitFor(() =>
    expect(metadataOf('c5')).toEqual({ env: 'prod', kind: 'wrong', helpful: '5', promise: 'no' }),
  );
  expect(active()).toBe('kind');
});

it('moves between questions by Tab and by arrows', async () => {
  const user = userEvent.setup({});
  asks(THREE);
  renderPages('/review');
  await screen.findByText('Output 5');
  await vi.waitFor(() => expect(document.activeElement?.hasAttribute('data-review')).toBe(true));
  await user.tab();
  expect(active()).toBe('kind');
  await user.tab();
  expect(active()).toBe('helpful');
  await user.keyboard('{ArrowRight}{ArrowRight}{Enter}');
  await vi.waitFor(() => expect(metadataOf('c5')).toMatchObject({ helpful: '3' }));
  expect(active()).toBe('promise');
  await user.keyboard('{ArrowUp}{ArrowUp}');
  expect(active()).toBe('kind');
  await user.keyboard('{ArrowDown}');
  expect(active()).toBe('helpful');
});

it('takes back one answer after another, with what was there before', async () => {
  const user = userEvent.setup({});
  asks(THREE);
  write(table.backend, 'c5', { env: 'prod', helpful: '1' });
  renderPages('/review?metadata[env]=prod');
  await screen.findByText('Output 5');
  await vi.waitFor(() =>
    expect(screen.getByRole('button', { name: '1', pressed: true })).toBeDefined(),
  );
  await user.keyboard('{ArrowDown}4');
  await vi.waitFor(() => expect(metadataOf('c5')).toMatchObject({ helpful: '4' }));
  await user.keyboard('n1');
  expect(await screen.findByText('Output 3')).toBeDefined();
  await user.keyboard('u');
  expect(await screen.findByText('Output 5')).toBeDefined();
  await user.keyboard('uu');
  await vi.waitFor(() => expect(metadataOf('c5')).toEqual({ env: 'prod', helpful: '1' }), PATIENT);
  await says(/0 of 3/);
});

it('stays where it is without auto-advance, and goes on with Mod+Enter when nothing is open', async () => {
  const user = userEvent.setup({});
  useReviewStore.setState({ goesOn: false });
  renderPages('/review');
  await screen.findByText('Output 5');
  await user.keyboard('{Control>}{Enter}{/Control}');
  await says(/1 question open/);
  await user.keyboard('1');
  await says(/All questions are answered/);
  expect(screen.getByText('Output 5')).toBeDefined();
  await user.keyboard('m');
  await user.keyboard('too long, 2 of 3');
  await user.keyboard('{Control>}{Enter}{/Control}');
  expect(await screen.findByText('Output 4')).toBeDefined();
  await vi.waitFor(() =>
    expect(metadataOf('c5')).toEqual({ env: 'prod', review: 'good', note: 'too long, 2 of 3' }),
  );
  await vi.waitFor(() => expect(address()).toBe('/review?peek=c4'), PATIENT);
});

it('gives the keys back to the questions when a note is left', async () => {
  const user = userEvent.setup({});
  renderPages('/review');
  await screen.findByText('Output 5');
  await user.keyboard('m');
  expect(active()).toBe('note');
  await user.keyboard('odd{Escape}');
  expect(active()).toBe('review');
  await user.keyboard('2');
  expect(await screen.findByText('Output 4')).toBeDefined();
  await vi.waitFor(() =>
    expect(metadataOf('c5')).toEqual({ env: 'prod', review: 'bad', note: 'odd' }),
  );
});

it('keeps a note that is too long as a draft, and says so instead of going on', async () => {
  const user = userEvent.setup({});
  useReviewStore.setState({ goesOn: false });
  renderPages('/review');
  await screen.findByText('Output 5');
  await user.keyboard('1');
  const note = screen.getByRole('textbox', { name: /^Note/ });
  await user.click(note);
  await user.paste('x'.repeat(513));
  await user.keyboard('{Control>}{Enter}{/Control}');
  expect(await screen.findByText('Shorten the value to 512 characters.')).toBeDefined();
  expect(screen.getByText('Output 5')).toBeDefined();
  expect(document.activeElement).toBe(note);
  expect(metadataOf('c5')).not.toHaveProperty('note');
});

it('says beforehand that metadata are full, and keeps the answer by name', async () => {
  const user = userEvent.setup({});
  const full = Object.fromEntries(Array.from({ length: 16 }, (_, n) => [`k${n}`, 'x']));
  write(table.backend, 'c5', full);
  renderPages('/review');
  await screen.findByText('Output 5');
  expect(await screen.findByText(/no room for an answer/)).toBeDefined();
  await user.keyboard('1');
  expect(await screen.findByText(/more than 16 pairs: remove one first/)).toBeDefined();
  expect(metadataOf('c5')).toEqual(full);
  await says(/0 of 6/);
});

it('says why a verdict was not saved, and does not count it', async () => {
  const user = userEvent.setup({});
  renderPages('/review');
  await screen.findByText('Output 5');
  table.backend.intercept = (method, url) =>
    method === 'POST' ? failure(403, 'Not yours') : answer(table, method, url);
  await user.keyboard('1');
  expect(await screen.findByText('Not yours')).toBeDefined();
  await says(/0 of 6/);
});

it('writes new questions in a dialog, which says what cannot be asked', async () => {
  const user = userEvent.setup({});
  renderPages('/review');
  await screen.findByText('Output 5');
  await user.click(await screen.findByRole('button', { name: /^Questions: Verdict/ }, PATIENT));
  await user.click(await screen.findByRole('menuitem', { name: 'Edit these questions…' }));
  const dialog = within(await screen.findByRole('dialog', { name: 'Questions' }, PATIENT));
  await user.click(dialog.getByRole('button', { name: /^Question$/ }));
  await user.type(dialog.getByLabelText('Question'), 'Is it kind?');
  expect(dialog.getByLabelText<HTMLInputElement>('Metadata key').value).toBe('is_it_kind');
  await user.click(dialog.getByRole('radio', { name: 'Yes or no' }));
  await user.clear(dialog.getByLabelText('Metadata key'));
  await user.type(dialog.getByLabelText('Metadata key'), 'review');
  expect(dialog.getByText('“Verdict” writes to this key: choose another.')).toBeDefined();
  await user.type(dialog.getByLabelText('Metadata key'), '_kind');
  await user.click(dialog.getByRole('button', { name: 'Move question 3 up' }));
  await user.click(dialog.getByRole('button', { name: 'Save questions' }));
  expect(
    (await screen.findAllByRole('group')).map((group) => group.getAttribute('data-question')),
  ).toEqual(['review', 'review_kind', 'note']);
  await user.keyboard('1');
  await user.keyboard('y');
  await vi.waitFor(
    () => expect(metadataOf('c5')).toEqual({ env: 'prod', review: 'good', review_kind: 'yes' }),
    PATIENT,
  );
});

it('says when there is nothing to review', async () => {
  renderPages('/review?metadata[env]=none');
  expect(await screen.findByText('Nothing to review')).toBeDefined();
  // Not for a moment either, while it is counted what there is.
  expect(screen.queryByRole('button', { name: 'Show those with a verdict' })).toBeNull();
  expect(await screen.findByText('No completion matches the filter.')).toBeDefined();
});
