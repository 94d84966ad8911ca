import { screen, within } from '@testing-library/react';
import { userEvent } from '@/testing/user-event';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { completionBody } from '@/api/test-server';
import { type Backend, failure, startBackend, write } from '@/test-backend';
import { useToasts } from '@/ui/toast-store';
import { renderPages } from './test-pages';

let backend: Backend;

beforeEach(() => {
  backend = startBackend([completionBody('c1', 'An **answer**', { env: 'test', user: 'ada' })]);
  backend.messages.set('c1', [
    { id: 'c1-0', role: 'system', content: 'Be brief' },
    { id: 'c1-1', role: 'user', content: 'A question' },
  ]);
});

afterEach(() => vi.unstubAllGlobals());

const form = () => within(screen.getByRole('form', { name: 'Metadata' }));
const valueOf = (position: number) =>
  form().getAllByLabelText<HTMLInputElement>(/^Value/)[position]!;
const keyOf = (position: number) => form().getAllByLabelText<HTMLInputElement>(/^Key/)[position]!;
const writes = () => backend.sent.filter(({ method }) => method === 'POST');

async function open() {
  renderPages('/completions/c1');
  await screen.findByRole('form', { name: 'Metadata' });
  return userEvent.setup({});
}

it('shows the whole conversation, the answer and the facts', async () => {
  await open();
  expect(await screen.findByText('Be brief')).toBeDefined();
  expect(screen.getByText('A question')).toBeDefined();
  expect((await screen.findByText('answer')).localName).toBe('strong');
  expect(screen.getByText('finish reason: stop')).toBeDefined();
  expect(screen.getByText('Total tokens').nextSibling?.textContent).toBe('3');
  expect(screen.getByRole('link', { name: /playground/i }).getAttribute('href')).toBe('/?from=c1');
});

it('does not show an answer twice that a server appends to the messages', async () => {
  backend.messages.get('c1')?.push({ id: 'm', role: 'assistant', content: 'An **answer**' });
  await open();
  expect(await screen.findAllByText('answer')).toHaveLength(1);
});

it('shows the raw JSON with its digits as they came', async () => {
  const body = JSON.stringify(completionBody('c1')).slice(0, -1);
  backend.intercept = (_method, url) =>
    url.endsWith('/c1') ? { body: `${body},"seed":4944116822809979520,"top_p":1.0}` } : null;
  const user = await open();
  expect(await screen.findByText('4944116822809979520')).toBeDefined();
  await user.click(screen.getByLabelText('JSON'));
  expect(await screen.findByText(/"seed": 4944116822809979520,\s+"top_p": 1\.0/)).toBeDefined();
});

it('saves the whole map under the version that was read', async () => {
  const user = await open();
  await user.clear(valueOf(0));
  await user.type(valueOf(0), 'prod');
  await user.click(form().getByRole('button', { name: 'Add pair' }));
  await user.type(keyOf(2), 'run');
  await user.type(valueOf(2), '7');
  await user.keyboard('{Control>}{Enter}{/Control}');
  await vi.waitFor(() => expect(writes()).toHaveLength(1));
  expect(writes()[0]?.ifMatch).toBe('"1"');
  expect(JSON.parse(writes()[0]?.body ?? '')).toEqual({
    metadata: { env: 'prod', user: 'ada', run: '7' },
  });
  await vi.waitFor(() => expect(form().queryByRole('button', { name: 'Save' })).toBeNull());
});

it('says while typing what cannot be saved, and does not save it', async () => {
  const user = await open();
  await user.clear(keyOf(1));
  expect(form().getByText('Give this value a key.')).toBeDefined();
  await user.type(keyOf(1), 'env');
  expect(form().getByText('Another pair has this key.')).toBeDefined();
  expect(form().getByRole('button', { name: 'Save' })).toHaveProperty('disabled', true);
  await user.keyboard('{Control>}{Enter}{/Control}');
  await user.click(form().getByRole('button', { name: 'Discard' }));
  expect(keyOf(1).value).toBe('user');
  expect(writes()).toHaveLength(0);
});

it('goes with Tab from the key to the value, and then to Remove', async () => {
  const user = await open();
  await user.click(form().getByRole('button', { name: 'Add pair' }));
  await user.click(keyOf(2));
  await user.keyboard('team{Tab}a{Tab}');
  expect(valueOf(2).value).toBe('a');
  expect(document.activeElement).toBe(form().getByRole('button', { name: 'Remove team' }));
});

it('takes pasted lines for pairs', async () => {
  const user = await open();
  await user.click(form().getByRole('button', { name: 'Add pair' }));
  await user.click(keyOf(2));
  await user.paste('env=prod\nteam = search');
  expect(form().getByText('3/16')).toBeDefined();
  expect([valueOf(0).value, keyOf(2).value, valueOf(2).value]).toEqual(['prod', 'team', 'search']);
});

it('starts editing with a key, also where there is no metadata yet', async () => {
  const user = await open();
  await user.keyboard('e');
  expect(document.activeElement).toBe(keyOf(0));
  await user.click(form().getByRole('button', { name: 'Remove env' }));
  await user.click(form().getByRole('button', { name: 'Remove user' }));
  await user.keyboard('e');
  await vi.waitFor(() => expect(document.activeElement).toBe(keyOf(0)));
});

it('keeps the draft when the server refuses it, and says why', async () => {
  const user = await open();
  await user.type(valueOf(0), '!');
  backend.intercept = (method) => (method === 'POST' ? failure(400, 'Not like this') : null);
  await user.click(form().getByRole('button', { name: 'Save' }));
  expect(await form().findByText('Not like this')).toBeDefined();
  expect(valueOf(0).value).toBe('test!');
  expect(form().getByRole('button', { name: 'Save' })).toHaveProperty('disabled', false);
});

it('shows what the server kept when that is something else', async () => {
  const user = await open();
  await user.type(valueOf(0), '!');
  const kept = { body: completionBody('c1', 'An answer', { env: 'TEST!' }), etag: '"2"' };
  backend.intercept = (method) => (method === 'POST' ? kept : null);
  await user.click(form().getByRole('button', { name: 'Save' }));
  expect(await form().findByText(/This is what it kept/)).toBeDefined();
  expect(valueOf(0).value).toBe('TEST!');
});

it('merges what someone else changed elsewhere, and saves both', async () => {
  const user = await open();
  await user.type(valueOf(0), '!');
  write(backend, 'c1', { env: 'test', user: 'bob', team: 'x' });
  await user.click(form().getByRole('button', { name: 'Save' }));
  expect(await form().findByText(/they are merged in/)).toBeDefined();
  expect(form().queryByText(/was not saved/)).toBeNull();
  await vi.waitFor(() =>
    expect(backend.rows[0]?.metadata).toEqual({ env: 'test!', user: 'bob', team: 'x' }),
  );
});

it('asks which side to keep when both changed the same pair', async () => {
  const user = await open();
  await user.type(valueOf(0), '!');
  write(backend, 'c1', { env: 'prod', user: 'ada' });
  await user.click(form().getByRole('button', { name: 'Save' }));
  const conflict = within(await screen.findByRole('region', { name: 'Conflicting changes' }));
  expect(conflict.getByText('Mine: test!')).toBeDefined();
  expect(backend.rows[0]?.metadata).toEqual({ env: 'prod', user: 'ada' });
  await user.click(conflict.getByLabelText('Theirs'));
  await user.click(conflict.getByRole('button', { name: 'Merge' }));
  expect(valueOf(0).value).toBe('prod');
  expect(form().queryByRole('button', { name: 'Save' })).toBeNull();
});

it('takes a saved edit back, unless someone else wrote over it', async () => {
  const user = await open();
  const undo = async () => {
    const [toast] = useToasts.getState().toasts.toReversed();
    toast?.action?.onAct();
    await vi.waitFor(() =>
      expect(useToasts.getState().toasts.at(-1)?.title).not.toBe(toast?.title),
    );
    return useToasts.getState().toasts.at(-1);
  };
  await user.type(valueOf(0), '!');
  await user.click(form().getByRole('button', { name: 'Save' }));
  await vi.waitFor(() => expect(backend.rows[0]?.metadata).toMatchObject({ env: 'test!' }));
  await vi.waitFor(() => expect(useToasts.getState().toasts.at(-1)?.action).toBeDefined());
  await undo();
  expect(backend.rows[0]?.metadata).toEqual({ env: 'test', user: 'ada' });
  await vi.waitFor(() => expect(valueOf(0).value).toBe('test'));

  await user.type(valueOf(0), '?');
  await user.click(form().getByRole('button', { name: 'Save' }));
  await vi.waitFor(() => expect(useToasts.getState().toasts.at(-1)?.title).toBe('Metadata saved'));
  write(backend, 'c1', { env: 'theirs' });
  expect((await undo())?.title).toBe('The metadata could not be restored');
  expect(backend.rows[0]?.metadata).toEqual({ env: 'theirs' });
});

it('loses nothing on a server without versions: what someone else wrote is seen before it is written over', async () => {
  backend.intercept = (method, url) => {
    if (!url.endsWith('/c1')) return null;
    // The same store, which gives its versions to nobody.
    return method === 'GET' ? { body: backend.rows[0] } : null;
  };
  const user = await open();
  await user.type(valueOf(0), '!');
  write(backend, 'c1', { env: 'test', user: 'bob', team: 'x' });
  await user.click(form().getByRole('button', { name: 'Save' }));
  expect(await form().findByText(/they are merged in/)).toBeDefined();
  expect(writes()).toHaveLength(1);
  await vi.waitFor(() =>
    expect(backend.rows[0]?.metadata).toEqual({ env: 'test!', user: 'bob', team: 'x' }),
  );
});

it('shows the conversation as plain text, in an address of its own', async () => {
  const user = await open();
  await user.click(screen.getByRole('radio', { name: 'Text' }));
  const text = await screen.findByRole('region', { name: 'Text' });
  expect(text.textContent).toContain(
    'System:\nBe brief\n\nUser:\nA question\n\nAssistant:\nAn **answer**',
  );
  expect(screen.getByRole('note').textContent).toBe('/completions/c1?view=text');
});

it('judges with a digit where one reads, says what was written, and takes it back', async () => {
  const user = await open();
  const verdict = within(await screen.findByRole('region', { name: 'Verdict' }));
  const good = verdict.getByRole('button', { name: /good/i });
  await user.keyboard('1');
  await vi.waitFor(() => expect(backend.rows[0]?.metadata).toMatchObject({ review: 'good' }));
  expect(backend.rows[0]?.metadata).toMatchObject({ env: 'test', user: 'ada' });
  expect(good.getAttribute('aria-pressed')).toBe('true');
  // The list of metadata follows, without a reload.
  await vi.waitFor(() => expect(valueOf(2).value).toBe('good'));
  const toast = useToasts.getState().toasts.at(-1);
  expect(toast?.title).toBe('Verdict: good');
  toast?.action?.onAct();
  await vi.waitFor(() => expect(backend.rows[0]?.metadata).toEqual({ env: 'test', user: 'ada' }));
  // What is typed is no verdict.
  await user.click(valueOf(0));
  await user.keyboard('2');
  expect(backend.rows[0]?.metadata).toEqual({ env: 'test', user: 'ada' });
});

it('keeps a note beside the verdict, and shows it again', async () => {
  const user = await open();
  await screen.findByRole('region', { name: 'Verdict' });
  await user.keyboard('m');
  await vi.waitFor(() => expect(document.activeElement?.localName).toBe('textarea'));
  await user.keyboard('Too long{Escape}');
  await vi.waitFor(() => expect(backend.rows[0]?.metadata).toMatchObject({ note: 'Too long' }));
  expect(screen.getByLabelText<HTMLTextAreaElement>(/^Note, kept as/).value).toBe('Too long');
});

it('leads back into its list by name and by Escape, which ends typing first', async () => {
  const list = encodeURIComponent('metadata[env]=test');
  renderPages(`/completions/c1?in=${list}`);
  await screen.findByRole('form', { name: 'Metadata' });
  const user = userEvent.setup({});
  const back = await screen.findByRole('link', { name: 'env=test' });
  expect(back.getAttribute('href')).toContain('metadata[env]=test');
  await user.click(valueOf(0));
  await user.keyboard('{Escape}');
  expect(screen.getByRole('note').textContent).toContain('/completions/c1');
  await user.keyboard('{Escape}');
  expect(screen.getByRole('note').textContent).toMatch(/^\/completions\?metadata/);
});

it('folds long instructions and earlier turns into a line each, so that the question is seen', async () => {
  const lines = Array.from({ length: 30 }, (_, n) => `Rule ${n}`).join('\n');
  backend.messages.set('c1', [
    { id: 'm0', role: 'system', content: lines },
    ...Array.from({ length: 8 }, (_, n) => ({
      id: `m${n + 1}`,
      role: n % 2 === 0 ? 'user' : 'assistant',
      content: `Turn ${n}`,
    })),
    { id: 'm9', role: 'user', content: 'And the last question' },
  ]);
  const user = await open();
  expect(await screen.findByText('And the last question')).toBeDefined();
  const system = screen.getByRole('button', { name: 'Show the instructions' });
  expect(system.textContent).toContain('30 lines');
  expect(system.getAttribute('aria-expanded')).toBe('false');
  await user.click(system);
  expect(system.getAttribute('aria-expanded')).toBe('true');
  const earlier = screen.getByRole('button', { name: '8 earlier messages' });
  expect(earlier.getAttribute('aria-expanded')).toBe('false');
  await user.click(earlier);
  expect(earlier.getAttribute('aria-expanded')).toBe('true');
});

it('offers what a key had before, and the table of all that have the same', async () => {
  const user = await open();
  await user.click(valueOf(0));
  const link = form().getByRole('link', { name: 'Show all with env=test' });
  expect(link.getAttribute('href')).toBe('/completions?metadata[env]=test');
});

it('goes back to the table after it was deleted', async () => {
  const user = await open();
  await user.click(screen.getByRole('button', { name: 'Delete' }));
  await user.click(await screen.findByRole('button', { name: 'Delete completion' }));
  expect(await screen.findByText('Nothing stored yet')).toBeDefined();
  expect(screen.getByRole('note').textContent).toBe('/completions');
});

it('says that there is no such completion', async () => {
  renderPages('/completions/none');
  expect(await screen.findByText('There is no such completion')).toBeDefined();
});

it('says why a completion cannot be loaded, and tries again', async () => {
  backend.intercept = () => failure(403, 'Not for you');
  renderPages('/completions/c1');
  expect(await screen.findByText('Not for you')).toBeDefined();
  backend.intercept = () => null;
  await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
  expect(await screen.findByText('A question')).toBeDefined();
});

it('gives the status, the code and the request id of a failure for a report', async () => {
  const reply = failure(400, 'No such view', 'bad_view');
  backend.intercept = () => ({ ...reply, headers: { 'x-request-id': 'req-7' } });
  renderPages('/completions/c1');
  expect(await screen.findByText('No such view')).toBeDefined();
  expect(screen.getByText('HTTP 400 · bad_view · request req-7')).toBeDefined();
});
