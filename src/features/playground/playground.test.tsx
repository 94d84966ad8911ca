import 'fake-indexeddb/auto';
import { QueryClientProvider } from '@tanstack/react-query';
import { act, configure, fireEvent, render, screen, within } from '@testing-library/react';
import { userEvent } from '@/testing/user-event';
import { Suspense } from 'react';
import { MemoryRouter } from 'react-router-dom';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { preferencesChanged } from '@/components/preferences-store';
import { createQueryClient } from '@/queries/query-client';
import { useToasts } from '@/ui/toast-store';
import { Toaster } from '@/ui/toaster';
import { promptTurn } from './turns/conversation';
import { Playground } from './playground';
import { emptyConversation, usePlayground } from './turns/playground-store';
import { restored } from './turns/restored';
import { resumeAnswer } from './answers/resume-answer';
import { chained, withNewKeys } from './turns/turn-tree';

type Asked = { url: string; body: Record<string, unknown>; headers: Headers };

const asked: Asked[] = [];
const followed: string[] = [];
const named = { 'x-completion-id': 'chatcmpl-1' };
let isNamed = true;
let send: (event: unknown) => void;
let finish: () => void;
let breakOff: () => void;
let respond: (() => Response) | null;

/** The network: a model list, and an answer that the test streams piece by piece. */
function network(url: string, init: RequestInit): Response {
  if (url.endsWith('/models')) return Response.json({ object: 'list', data: [{ id: 'demo:a' }] });
  if (url.endsWith('/stop')) return Response.json({}, { status: 202 });
  if (url.startsWith('/api/runs/') && !isNamed)
    return Response.json({ error: { message: 'No run', code: 'run_not_found' } }, { status: 404 });
  if (url.endsWith('/stream')) {
    followed.push(url);
    return streamed(init.signal);
  }
  if (url.startsWith('/api/runs/')) return Response.json(ended(url.slice('/api/runs/'.length)));
  if (init.method !== 'POST') return Response.json(kept);
  const body = JSON.parse(init.body as string) as Asked['body'];
  asked.push({ url, body, headers: new Headers(init.headers) });
  return respond ? respond() : streamed(init.signal);
}

function streamed(signal: AbortSignal | null | undefined): Response {
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      const write = (data: string) => controller.enqueue(encoder.encode(`data: ${data}\n\n`));
      send = (event) => write(JSON.stringify(event));
      finish = () => {
        write('[DONE]');
        controller.close();
      };
      breakOff = () => controller.error(new TypeError('network error'));
      signal?.addEventListener('abort', () => controller.error(signal.reason));
    },
  });
  const headers = { 'content-type': 'text/event-stream', ...(isNamed && named) };
  return new Response(body, { headers });
}

const kept = {
  completion: {
    id: 'chatcmpl-1',
    model: 'demo-a',
    choices: [{ index: 0, message: { role: 'assistant', content: 'A whole answer' } }],
  },
  state: 'complete',
  timings: { first_token_ms: 5, total_ms: 50 },
};

const ended = (name: string) => ({
  object: 'run',
  name,
  phase: 'ended',
  completion_id: 'chatcmpl-1',
  outcome: 'complete',
  reason: null,
});

const runName = () => asked[0]?.headers.get('x-run');

const piece = (content: string, index = 0, finish_reason: string | null = null) => ({
  id: 'chatcmpl-1',
  object: 'chat.completion.chunk',
  created: 1,
  model: 'demo-a',
  choices: [{ index, delta: { content }, finish_reason }],
});

beforeEach(() => {
  asked.length = 0;
  followed.length = 0;
  isNamed = true;
  respond = null;
  vi.stubGlobal('fetch', async (url: string, init: RequestInit) => network(url, init));
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe() {}
      disconnect() {}
    },
  );
  usePlayground.setState(emptyConversation(), true);
  useToasts.setState({ toasts: [] });
});
afterEach(() => vi.unstubAllGlobals());
// Typing key by key takes long on a busy machine, and so do parts that are loaded when they are first needed.
vi.setConfig({ testTimeout: 60_000 });
configure({ asyncUtilTimeout: 20_000 });

async function show() {
  const page = (
    <QueryClientProvider client={createQueryClient()}>
      <MemoryRouter>
        <Suspense>
          <Playground />
        </Suspense>
        <Toaster />
      </MemoryRouter>
    </QueryClientProvider>
  );
  await act(async () => render(page));
  await screen.findAllByRole('button', { name: 'Model: demo:a' });
}

const box = () => screen.getByRole('textbox', { name: 'Message' });

async function ask(text: string) {
  await userEvent.type(box(), `${text}{Enter}`);
  await vi.waitFor(() => expect(asked.length).toBeGreaterThan(0));
  await screen.findByRole('button', { name: /Stop/ });
}

test('Enter runs the prompt, the answer grows, and its end says what it took and where it is', async () => {
  await show();
  await ask('Hello');
  expect(asked[0]).toMatchObject({
    url: '/v1/chat/completions',
    body: { model: 'demo:a', store: true, messages: [{ role: 'user', content: 'Hello' }] },
  });
  act(() => send(piece('Good ')));
  expect(await screen.findByText('Good')).toBeTruthy();
  send({
    ...piece('day', 0, 'stop'),
    usage: { prompt_tokens: 1, completion_tokens: 2, total_tokens: 3 },
  });
  finish();
  expect(await screen.findByText('Good day')).toBeTruthy();
  expect((await screen.findByRole('link', { name: 'Open' })).getAttribute('href')).toBe(
    '/completions/chatcmpl-1',
  );
  expect(screen.getByText('3 tokens')).toBeTruthy();
  expect(box()).toHaveProperty('value', '');
});

test('Enter that ends a composition does not run, nor does a held key', async () => {
  await show();
  await userEvent.type(box(), 'こん');
  fireEvent.keyDown(box(), { key: 'Enter', isComposing: true });
  fireEvent.keyDown(box(), { key: 'Enter', keyCode: 229 });
  fireEvent.keyDown(box(), { key: 'Enter', repeat: true });
  expect(asked).toEqual([]);
  expect(box()).toHaveProperty('value', 'こん');
});

test('Enter in an empty box sends nothing, also where the last message is one to answer', async () => {
  usePlayground.setState(chained([promptTurn({ role: 'user', content: 'Carried over' })]));
  await show();
  await userEvent.type(box(), '{Enter}');
  await userEvent.type(box(), '  {Enter}');
  expect(asked).toEqual([]);
  await userEvent.click(screen.getByRole('button', { name: /^Run/ }));
  await vi.waitFor(() => expect(asked).toHaveLength(1));
  expect(asked[0]?.body.messages).toEqual([{ role: 'user', content: 'Carried over' }]);
  finish();
});

test('by preference Enter breaks the line and Ctrl+Enter runs', async () => {
  preferencesChanged({ enterSends: false });
  await show();
  await userEvent.type(box(), 'a{Enter}b');
  expect(box()).toHaveProperty('value', 'a\nb');
  await userEvent.keyboard('{Control>}{Enter}{/Control}');
  await vi.waitFor(() => expect(asked).toHaveLength(1));
  finish();
  preferencesChanged({ enterSends: true });
});

test('Escape stops: the text stays, named stopped, and no error is shown', async () => {
  await show();
  await ask('Hello');
  act(() => send(piece('Half an')));
  await screen.findByText('Half an');
  await userEvent.keyboard('{Escape}');
  expect(await screen.findByRole('note', { name: /^Stopped after/ })).toBeTruthy();
  expect(screen.getByText('Half an')).toBeTruthy();
  expect(screen.queryByRole('alert')).toBeNull();
});

test('a connection that breaks is joined again where the server goes on', async () => {
  await show();
  await ask('Hello');
  act(() => send(piece('Half an')));
  await screen.findByText('Half an');
  breakOff();
  await vi.waitFor(() => expect(followed).toEqual([`/api/runs/${runName()}/stream`]));
  act(() => send(piece('Half an answer')));
  expect(await screen.findByText('Half an answer')).toBeTruthy();
  send(piece('', 0, 'stop'));
  finish();
  expect(await screen.findByText('A whole answer')).toBeTruthy();
  expect(asked).toHaveLength(1);
});

test('a stream that breaks keeps its text as incomplete and can be asked again', async () => {
  isNamed = false;
  await show();
  await ask('Hello');
  act(() => send(piece('Half an')));
  await screen.findByText('Half an');
  breakOff();
  expect(await screen.findByText('Incomplete')).toBeTruthy();
  expect(screen.getByText('Half an')).toBeTruthy();
  await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
  await vi.waitFor(() => expect(asked).toHaveLength(2));
  expect(asked[1]?.body).toEqual(asked[0]?.body);
  send(piece('All of it', 0, 'stop'));
  finish();
  expect(await screen.findByText('All of it')).toBeTruthy();
  await vi.waitFor(() => expect(screen.queryByRole('alert')).toBeNull());
});

test('an answer that could not be stored says so and is not called broken', async () => {
  await show();
  await ask('Hello');
  send(piece('All of it', 0, 'stop'));
  send({ error: { message: 'no', type: 'x', param: null, code: 'completion_not_stored' } });
  expect((await screen.findByRole('alert')).textContent).toContain('Not stored.');
  expect(screen.queryByText('Incomplete')).toBeNull();
});

const refusal =
  (status: number, code: string, headers = {}) =>
  () =>
    Response.json(
      { error: { message: 'Said so.', type: 't', param: null, code } },
      { status, headers },
    );

test.each([
  ['a refused key', refusal(401, 'invalid_api_key'), 'link', 'Check the key in Settings'],
  ['a limit', refusal(429, 'x', { 'retry-after': '30' }), 'button', /^Try again in \d+ s$/],
  ['an unknown model', refusal(404, 'model_not_found'), 'button', 'Other model'],
])('%s says what can be done and is not asked again by itself', async (_, answer, role, name) => {
  respond = answer;
  await show();
  await userEvent.type(box(), 'Hello{Enter}');
  const alert = await screen.findByRole('alert');
  expect(within(alert).getByText('Said so.')).toBeTruthy();
  expect(within(alert).getByRole(role, { name })).toBeTruthy();
  expect(within(screen.getByRole('article', { name: 'User' })).getByText('Hello')).toBeTruthy();
  expect(asked).toHaveLength(1);
});

test('editing a prompt and running it makes another version; the first keeps its answer', async () => {
  await show();
  await ask('Hello');
  send(piece('First answer', 0, 'stop'));
  finish();
  await screen.findByText('First answer');
  await userEvent.click(screen.getAllByRole('button', { name: 'Edit' })[0]!);
  await userEvent.clear(screen.getByRole('textbox', { name: 'Text of the message' }));
  await userEvent.type(screen.getByRole('textbox', { name: 'Text of the message' }), 'Bye');
  await userEvent.click(screen.getByRole('button', { name: 'Save and run' }));
  await vi.waitFor(() => expect(asked).toHaveLength(2));
  expect(asked[1]?.body.messages).toEqual([{ role: 'user', content: 'Bye' }]);
  expect(screen.queryByText('First answer')).toBeNull();
  send(piece('Second answer', 0, 'stop'));
  finish();
  await screen.findByText('Second answer');
  expect(screen.getByText('2 of 2')).toBeTruthy();
  await userEvent.click(screen.getByRole('button', { name: 'Version before' }));
  expect(await screen.findByText('First answer')).toBeTruthy();
  expect(within(screen.getByRole('article', { name: 'User' })).getByText('Hello')).toBeTruthy();
});

test('answering again keeps the answer before, and leaves a draft alone', async () => {
  await show();
  await ask('Hello');
  send(piece('First answer', 0, 'stop'));
  finish();
  await screen.findByText('Stored');
  await userEvent.type(box(), 'unsent');
  await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
  await vi.waitFor(() => expect(asked).toHaveLength(2));
  expect(asked[1]?.body).toEqual(asked[0]?.body);
  expect(box()).toHaveProperty('value', 'unsent');
  send(piece('Second answer', 0, 'stop'));
  finish();
  await screen.findByText('2 of 2');
  await userEvent.click(screen.getByRole('button', { name: 'Version before' }));
  expect(await screen.findByText('First answer')).toBeTruthy();
});

test('Escape leaves the editor as it was and gives the focus back', async () => {
  await show();
  await ask('Hello');
  send(piece('Answer', 0, 'stop'));
  finish();
  await screen.findByText('Stored');
  const edit = screen.getAllByRole('button', { name: 'Edit' })[0]!;
  await userEvent.click(edit);
  await userEvent.type(
    screen.getByRole('textbox', { name: 'Text of the message' }),
    ' there{Escape}',
  );
  expect(screen.queryByRole('textbox', { name: 'Text of the message' })).toBeNull();
  expect(within(screen.getByRole('article', { name: 'User' })).getByText('Hello')).toBeTruthy();
  expect(document.activeElement).toBe(edit);
});

test('several choices can be looked through, and the shown one is gone on from', async () => {
  await show();
  await ask('Hello');
  send(piece('Number one', 0, 'stop'));
  send(piece('Number two', 1, 'stop'));
  finish();
  await screen.findByText('Number one');
  await userEvent.click(await screen.findByRole('radio', { name: '2' }));
  expect(await screen.findByText('Number two')).toBeTruthy();
  expect(screen.getByRole('note').textContent).toBe('Run goes on from answer 2 of 2.');
  await userEvent.type(box(), 'Go on{Enter}');
  await vi.waitFor(() => expect(asked).toHaveLength(2));
  expect(asked[1]?.body.messages).toContainEqual({ role: 'assistant', content: 'Number two' });
  finish();
});

test('what cannot be sent keeps Run disabled and says why', async () => {
  usePlayground.setState(({ parameters }) => ({
    parameters: { ...parameters, n: { isSet: true, value: '0' } },
  }));
  await show();
  await userEvent.type(box(), 'Hello{Enter}');
  expect(screen.getByText('Correct the parameters first')).toBeTruthy();
  expect(screen.getByRole('button', { name: /^Run/ }).getAttribute('aria-disabled')).toBe('true');
  expect(asked).toEqual([]);
});

/** What the page before has saved, as a new page finds it. The old one is elsewhere, and gets nothing any more. */
async function reload() {
  const left = usePlayground.getState();
  const saved = structuredClone({ ...left, ...withNewKeys(left), id: crypto.randomUUID() });
  await act(async () => {
    usePlayground.setState(restored(saved), true);
    void resumeAnswer();
  });
}

test('a conversation and its draft survive a reload in the middle of an answer', async () => {
  await show();
  await ask('Hello');
  act(() => send(piece('Half an')));
  await screen.findByText('Half an');
  await userEvent.type(box(), 'next');
  await reload();
  expect(screen.getByText('Half an')).toBeTruthy();
  expect(box()).toHaveProperty('value', 'next');
  finish();
});

test('after a reload the answer goes on where the server is, and ends as the store says', async () => {
  await show();
  await ask('Hello');
  act(() => send(piece('Half an')));
  await screen.findByText('Half an');
  await reload();
  await vi.waitFor(() => expect(followed).toEqual([`/api/runs/${runName()}/stream`]));
  act(() => send(piece('Half an answer, and more')));
  expect(await screen.findByText('Half an answer, and more')).toBeTruthy();
  send(piece('', 0, 'stop'));
  finish();
  expect(await screen.findByText('A whole answer')).toBeTruthy();
  expect(screen.getByText('Stored')).toBeTruthy();
});

test('an answer that nobody generates any more is incomplete after a reload', async () => {
  isNamed = false;
  await show();
  await ask('Hello');
  act(() => send(piece('Half an')));
  await screen.findByText('Half an');
  await reload();
  expect(await screen.findByText('Incomplete')).toBeTruthy();
  expect(screen.getByText('Half an')).toBeTruthy();
  expect(screen.getByText(/Not stored. The page was reloaded/)).toBeTruthy();
});
