import { createFold } from '#contract/fold/fold';
import type { JsonObject } from '#contract/json';
import { createParser } from 'eventsource-parser';
import { describe, expect, it } from 'vitest';
import { createCompletion } from '../testing/create-completion';
import { streamText } from '../testing/stream-text';
import {
  chunk,
  completion,
  scriptedProvider,
  sendEvents,
  sendJson,
} from '../testing/scripted-upstream';
import { useServer } from '../testing/use-server';

const at = useServer((upstream) => ({
  providers: [scriptedProvider(upstream), scriptedProvider(upstream, { name: 'other' })],
  listen: true,
  config: { idleTimeout: 2_000 },
}));

type Kept = {
  state: string;
  reason: string | null;
  timings: { first_token_ms: number | null };
  completion: JsonObject & { choices: { message: JsonObject; finish_reason: unknown }[] };
};

/** What a client gets of a stored answer, and what the store has of it. */
async function exchange(body: object = { stream: true }) {
  const response = await createCompletion(at.server.url, { store: true, ...body });
  const { text, isBroken } = await streamText(response);
  const id = response.headers.get('x-completion-id') ?? '';
  const detail = await fetch(`${at.server.url}/api/completions/${id}`);
  const kept = (await detail.json()) as Kept;
  return { status: response.status, text, isBroken, data: dataOf(text), kept };
}

function dataOf(text: string): string[] {
  const data: string[] = [];
  const parser = createParser({ onEvent: (event) => data.push(event.data) });
  parser.feed(text);
  return data;
}

/** The provider sends this text and ends its answer. */
function stream(text: string) {
  at.upstream.script((response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.end(text);
  });
}

function streamEvents(...events: (object | string)[]) {
  at.upstream.script((response) => {
    sendEvents(response, events);
    response.end();
  });
}

const HEAD = chunk({ role: 'assistant', content: 'Half' });
const END = chunk({}, 'stop');
const usage = { prompt_tokens: 19, completion_tokens: 3, total_tokens: 22 };

describe('an untidy stream is whole', () => {
  it.each([
    ['with data of null', [HEAD, 'null', END, '[DONE]']],
    ['with empty data', [HEAD, '', END, '[DONE]']],
    ['with a heartbeat', [HEAD, 'pong', '{"type":"ping"}', END, '[DONE]']],
    ['whose end has blanks around it', [HEAD, END, ' [DONE] ']],
    ['without an end, since its choice has one', [HEAD, END]],
    ['without a finish reason, since it has an end', [HEAD, '[DONE]']],
    ['with entries of null', [HEAD, { choices: [null] }, { choices: null }, END]],
  ])('%s', async (_, events) => {
    streamEvents(...events);
    const { data, isBroken, kept } = await exchange();
    expect(data.at(-1)).toBe('[DONE]');
    expect(isBroken).toBe(false);
    expect(kept).toMatchObject({
      state: 'complete',
      completion: { choices: [{ message: { content: 'Half' } }] },
    });
  });

  it('with names, ids, comments and a byte order mark', async () => {
    const data = (value: object) => `data:${JSON.stringify(value)}`;
    stream(`\uFEFF: hi\r\nid: 1\r\nevent: message\r\n${data(HEAD)}\r\n\r\n: x\n\n${data(END)}\n\n`);
    expect((await exchange()).kept).toMatchObject({ state: 'complete' });
  });

  it('on a server that makes one answer however many are asked for', async () => {
    streamEvents(HEAD, END, '[DONE]');
    expect((await exchange({ stream: true, n: 3 })).kept.state).toBe('complete');
  });
});

describe('a stream that failed or was cut never looks complete', () => {
  const failing = (error: object) => ({ choices: [{ index: 0, delta: {}, ...error }] });
  it.each([
    ['an empty finish reason', [chunk({ content: 'Half' }, '')], null],
    ['the word null for one', [chunk({ content: 'Half' }, 'null')], null],
    ['no choice at all', ['[DONE]'], null],
    ['one of three choices', [HEAD, END], null],
    [
      'an error in a choice',
      [HEAD, failing({ error: { message: 'Garbage', code: 502 } }), END, '[DONE]'],
      'Garbage',
    ],
    [
      'an error for a reason',
      [HEAD, failing({ finish_reason: 'error' }), '[DONE]'],
      'did not say which',
    ],
    [
      'an object that is an error',
      [HEAD, { object: 'error', message: 'Out of memory', code: 500 }, '[DONE]'],
      'Out of memory',
    ],
    ['an error as text', [HEAD, { error: 'Overloaded' }, '[DONE]'], 'Overloaded'],
    ['an error in a list', [HEAD, [{ error: { message: 'Quota' } }]], 'Quota'],
  ])('with %s', async (name, events, words) => {
    streamEvents(...(events as object[]));
    const { data, isBroken, kept } = await exchange({
      stream: true,
      ...(name.includes('three') && { n: 3 }),
    });
    expect(data).not.toContain('[DONE]');
    expect(isBroken).toBe(true);
    const { error } = JSON.parse(data.at(-1) ?? '') as { error: { message: string } };
    expect(kept).toMatchObject({ state: 'incomplete', reason: 'upstream_error' });
    if (words === null) return;
    expect(error.message).toContain(words);
    expect(kept.completion['error']).toEqual(error);
  });

  it.each(['{"message":"Full","code":529}', 'Full'])(
    'with an event named error: %s',
    async (data) => {
      stream(`data: ${JSON.stringify(HEAD)}\n\nevent: error\ndata: ${data}\n\ndata: [DONE]\n\n`);
      const { text, kept } = await exchange();
      expect(text).not.toContain('[DONE]');
      expect(kept.completion).toMatchObject({ error: { message: 'Full' } });
    },
  );

  it('with an event that cannot be read, which is kept as it came', async () => {
    const deep = `{"choices":[],"x":${'['.repeat(1_000)}${']'.repeat(1_000)}}`;
    for (const event of ['{"choices":[{"delta"', '[DONE]x', deep]) {
      streamEvents(HEAD, event, '[DONE]');
      const { data, kept } = await exchange();
      expect(JSON.parse(data.at(-1) ?? '')).toMatchObject({ error: { code: 'invalid_response' } });
      expect(kept).toMatchObject({
        state: 'incomplete',
        reason: 'invalid_response',
        completion: { unreadable: event, choices: [{ message: { content: 'Half' } }] },
      });
    }
  });
});

describe('the other form', () => {
  const whole = completion('All of it', {
    choices: [
      {
        index: 0,
        message: {
          role: 'assistant',
          content: 'All of it',
          tool_calls: [{ id: 'c', function: { name: 'f', arguments: '{}' } }],
        },
        finish_reason: 'stop',
      },
    ],
  });

  it.each([
    ['JSON', JSON.stringify(whole)],
    ['JSON on several lines', JSON.stringify(whole, null, 2)],
    ['JSON and the end of a stream', `${JSON.stringify(whole)}\n\ndata: [DONE]\n\n`],
    [
      'JSON line by line',
      `${JSON.stringify(chunk({ content: 'All of' }))}\n${JSON.stringify(chunk({ content: ' it', tool_calls: [{ id: 'c', function: { name: 'f', arguments: '{}' } }] }, 'stop'))}\n`,
    ],
  ])('%s for a stream is streamed and kept', async (_, body) => {
    stream(body);
    const { data, kept } = await exchange();
    expect(data.at(-1)).toBe('[DONE]');
    const fold = createFold();
    for (const each of data.slice(0, -1)) fold.add(JSON.parse(each) as JsonObject);
    const [message] = fold.completion().choices.map((choice) => choice['message'] as JsonObject);
    expect(message).toMatchObject({ content: 'All of it', tool_calls: [{ id: 'c' }] });
    expect(kept).toMatchObject({ state: 'complete', completion: { choices: [{ message }] } });
  });

  it('a stream for JSON is folded and kept', async () => {
    streamEvents(
      HEAD,
      chunk({ content: ' and half' }),
      END,
      { ...END, choices: [], usage },
      '[DONE]',
    );
    const { status, text, kept } = await exchange({});
    expect(status).toBe(200);
    expect(JSON.parse(text)).toMatchObject({
      object: 'chat.completion',
      choices: [{ message: { content: 'Half and half' } }],
      usage,
    });
    expect(kept).toMatchObject({ state: 'complete', completion: JSON.parse(text) as object });
  });

  it('a stream for JSON that breaks fails, and what came is kept', async () => {
    streamEvents(HEAD, { error: { message: 'Overloaded', code: 529 } });
    const failed = await createCompletion(at.server.url, { store: true });
    expect(failed.status).toBe(529);
    expect(await failed.json()).toMatchObject({ error: { message: 'Overloaded' } });
    const table = await fetch(`${at.server.url}/api/completions?order=desc&limit=1`);
    const [row] = ((await table.json()) as { data: JsonObject[] }).data;
    expect(row).toMatchObject({ state: 'incomplete', output_preview: 'Half' });
  });

  it.each(['', '<html><title>Sign in</title>', '3'])(
    'an answer that is neither is none: %j',
    async (body) => {
      stream(body);
      const { data, kept } = await exchange();
      expect(data).not.toContain('[DONE]');
      expect(kept.state).toBe('incomplete');
    },
  );
});

describe('figures', () => {
  const prompted = async () => {
    const { kept } = await exchange();
    const table = await fetch(`${at.server.url}/api/completions?order=desc&limit=1`);
    const [row] = ((await table.json()) as { data: { usage: JsonObject }[] }).data;
    return { usage: kept.completion['usage'], row };
  };

  it.each([
    ['early', [{ choices: [], usage }, HEAD, END]],
    ['in a choice', [HEAD, { choices: [{ index: 0, delta: {}, finish_reason: 'stop', usage }] }]],
    ['in x_groq', [HEAD, { ...END, x_groq: { usage } }]],
    [
      'with every chunk, the last one empty',
      [
        { ...HEAD, usage },
        { ...END, usage: { prompt_tokens: 0 } },
      ],
    ],
  ])('of tokens are found %s', async (_, events) => {
    streamEvents(...events, '[DONE]');
    expect((await prompted()).usage).toMatchObject(usage);
  });

  it('that come with a usage that only we asked for reach the client', async () => {
    const timings = { predicted_ms: 12.5 };
    streamEvents(HEAD, END, { ...END, choices: [], usage, timings }, '[DONE]');
    const { data, kept } = await exchange();
    expect(kept.completion).toMatchObject({ usage, timings });
    expect(data.some((each) => each.includes('predicted_ms'))).toBe(true);
    expect(data.some((each) => each.includes('prompt_tokens'))).toBe(false);
  });

  it('count the first token at the first thing to be seen', async () => {
    at.upstream.script(async (response) => {
      sendEvents(response, [
        chunk({ role: 'assistant', content: '' }),
        { ...END, choices: [], usage },
      ]);
      await new Promise((resolve) => setTimeout(resolve, 300));
      sendEvents(response, [chunk({ reasoning: 'Hm' }), END, '[DONE]']);
      response.end();
    });
    const { kept } = await exchange();
    expect(kept.timings.first_token_ms).toBeGreaterThanOrEqual(290);
  });
});

describe('a provider that refuses stream_options', () => {
  const refusal = {
    object: 'error',
    message: { detail: [{ loc: ['body', 'stream_options'], msg: 'Extra inputs' }] },
  };
  function refuse(status = 422) {
    at.upstream.script((response, { body }) => {
      if (body.includes('stream_options')) return sendJson(response, refusal, status);
      sendEvents(response, [HEAD, END, '[DONE]']);
      response.end();
    });
  }
  const asked = () => at.upstream.received.map(({ body }) => body.includes('stream_options'));

  it('is asked again without, once, when they were ours, and is remembered', async () => {
    refuse();
    at.upstream.received.length = 0;
    const first = await exchange();
    expect(first.kept.state).toBe('complete');
    expect(asked()).toEqual([true, false]);
    await exchange();
    const response = await createCompletion(
      at.server.url,
      { stream: true },
      { headers: { 'x-include-usage': 'true' } },
    );
    expect(response.status).toBe(200);
    expect(asked()).toEqual([true, false, false, false]);
  });

  it('is heard when they were the client’s own', async () => {
    refuse();
    at.upstream.received.length = 0;
    const refused = await createCompletion(at.server.url, {
      stream: true,
      store: true,
      stream_options: { include_usage: true },
    });
    expect(refused.status).toBe(422);
    expect(await refused.json()).toMatchObject({
      error: { message: 'Extra inputs (body.stream_options)' },
    });
    expect(asked()).toEqual([true]);
  });
});

describe("a refusal in the provider's own words", () => {
  it.each([
    [
      { code: 'Client error', error: 'Not supported: presencePenalty' },
      'Not supported: presencePenalty',
      'Client error',
    ],
    [
      [{ error: { code: 400, message: 'No signature', status: 'INVALID_ARGUMENT' } }],
      'No signature',
      '400',
    ],
    [{ object: 'error', message: 'No such model', code: 404 }, 'No such model', '404'],
    [
      { detail: [{ loc: ['body', 'n'], msg: 'too large' }] },
      'too large (body.n)',
      'upstream_error',
    ],
    ['Too many requests', 'Too many requests', 'upstream_error'],
    [
      '<html><head><title>502 Bad Gateway</title></head><body>inner</body></html>',
      '502 Bad Gateway',
      'upstream_error',
    ],
    [{ error: 'x'.repeat(100_000) }, 'x'.repeat(1_999) + '…', 'upstream_error'],
  ])('%j', async (body, message, code) => {
    at.upstream.script((response) => sendJson(response, body, 400));
    const refused = await createCompletion(at.server.url, { store: true });
    expect(refused.status).toBe(400);
    expect(await refused.json()).toMatchObject({ error: { message, code } });
  });
});

it('rejoins a stream with everything that is needed to go on', async () => {
  let goOn = () => {};
  const block = (thinking: string) =>
    chunk({ thinking_blocks: [{ type: 'thinking', thinking, index: 1 }] });
  const call = (index: number, input: string) =>
    chunk({
      tool_calls: [
        { index, ...(input === '{' && { id: `c${index}` }), function: { arguments: input } },
      ],
    });
  at.upstream.script(async (response) => {
    sendEvents(response, [HEAD, block('Let '), call(3, '{'), call(2, '{')]);
    await new Promise<void>((resolve) => (goOn = resolve));
    sendEvents(response, [block('me'), call(3, '"a":1}'), call(2, '}'), END, '[DONE]']);
    response.end();
  });
  const response = await createCompletion(at.server.url, { stream: true, store: true });
  const id = response.headers.get('x-completion-id') ?? '';
  const joined = await fetch(`${at.server.url}/api/completions/${id}/stream`);
  goOn();
  const fold = createFold();
  for (const data of dataOf(await joined.text()))
    if (data !== '[DONE]') fold.add(JSON.parse(data) as JsonObject);
  const detail = await fetch(`${at.server.url}/api/completions/${id}`);
  const { completion: kept } = (await detail.json()) as Kept;
  expect(fold.completion().choices).toEqual(kept.choices);
  expect(kept.choices[0]?.message).toMatchObject({
    thinking_blocks: [{ type: 'thinking', thinking: 'Let me' }],
    tool_calls: [
      { id: 'c2', function: { arguments: '{}' } },
      { id: 'c3', function: { arguments: '{"a":1}' } },
    ],
  });
});
