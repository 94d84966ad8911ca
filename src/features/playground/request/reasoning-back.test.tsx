import 'fake-indexeddb/auto';
import { QueryClientProvider } from '@tanstack/react-query';
import { act, configure, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@/testing/user-event';
import { Suspense } from 'react';
import { MemoryRouter } from 'react-router-dom';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createQueryClient } from '@/queries/query-client';
import { Playground } from '../playground';
import { emptyConversation, usePlayground } from '../turns/playground-store';

// Typing key by key takes long on a busy machine, and so do parts that are loaded when they are first needed.
vi.setConfig({ testTimeout: 60_000 });
configure({ asyncUtilTimeout: 20_000 });

const asked: { messages: unknown }[] = [];
/** What the provider answers next, as the deltas of its one choice. */
let deltas: object[] = [];

/** The network: a model list, and answers streamed at once. */
function network(url: string, init: RequestInit): Response {
  if (url.endsWith('/models')) return Response.json({ object: 'list', data: [{ id: 'demo:a' }] });
  if (init.method !== 'POST') return Response.json({}, { status: 404 });
  asked.push(JSON.parse(init.body as string) as { messages: unknown });
  const events = [...deltas.map((delta) => piece(delta)), piece({}, 'tool_calls')];
  const lines = [...events.map((event) => JSON.stringify(event)), '[DONE]'];
  return new Response(lines.map((line) => `data: ${line}\n\n`).join(''), {
    headers: { 'content-type': 'text/event-stream' },
  });
}

const piece = (delta: object, finish_reason: string | null = null) => ({
  id: 'chatcmpl-1',
  object: 'chat.completion.chunk',
  created: 1,
  model: 'demo-a',
  choices: [{ index: 0, delta, finish_reason }],
});

beforeEach(() => {
  asked.length = 0;
  vi.stubGlobal('fetch', async (url: string, init: RequestInit) => network(url, init));
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe() {}
      disconnect() {}
    },
  );
  usePlayground.setState(emptyConversation(), true);
});
afterEach(() => vi.unstubAllGlobals());

async function show() {
  const page = (
    <QueryClientProvider client={createQueryClient()}>
      <MemoryRouter>
        <Suspense>
          <Playground />
        </Suspense>
      </MemoryRouter>
    </QueryClientProvider>
  );
  await act(async () => render(page));
  await screen.findAllByRole('button', { name: 'Model: demo:a' });
}

const CALL = {
  id: 'call_d1',
  type: 'function',
  function: { name: 'weather', arguments: '{"town":"Basel"}' },
};

test.each([
  ['reasoning_content', { reasoning_content: 'I need the weather.' }],
  ['reasoning', { reasoning: 'I need the weather.' }],
  [
    'signed blocks',
    { thinking_blocks: [{ type: 'thinking', thinking: 'I need the weather.', signature: 'x' }] },
  ],
  [
    'encrypted details',
    { reasoning_details: [{ type: 'reasoning.encrypted', data: 'x', index: 0 }] },
  ],
])('the next request after a tool result carries the reasoning back: %s', async (_, thinking) => {
  await show();
  const role = { role: 'assistant', content: null };
  deltas = [{ ...role, ...thinking }, { tool_calls: [{ index: 0, ...CALL }] }];
  await userEvent.type(screen.getByRole('textbox', { name: 'Message' }), 'Hello{Enter}');
  // The card is another one once it can be answered.
  const result = await waitFor(() =>
    within(screen.getByRole('figure', { name: 'Call of weather' })).getByRole('textbox'),
  );
  fireEvent.change(result, { target: { value: '{"c":4}' } });
  deltas = [{ role: 'assistant', content: 'Four degrees.' }];
  await userEvent.keyboard('{Control>}{Enter}{/Control}');
  await waitFor(() => expect(asked).toHaveLength(2));
  expect(asked[1]?.messages).toEqual([
    { role: 'user', content: 'Hello' },
    { ...role, ...thinking, tool_calls: [CALL] },
    { role: 'tool', tool_call_id: 'call_d1', content: '{"c":4}' },
  ]);
  expect(await screen.findByText('Four degrees.')).toBeTruthy();
});
