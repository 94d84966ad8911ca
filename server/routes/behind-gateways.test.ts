import { createFold } from '#contract/fold/fold';
import { isParameter } from '#contract/message/parameters';
import { sentBack } from '#contract/message/sent-back';
import type { JsonObject } from '#contract/json';
import { describe, expect, it } from 'vitest';
import { createCompletion } from '../testing/create-completion';
import {
  chunk,
  completion,
  scriptedProvider,
  sendEvents,
  sendJson,
} from '../testing/scripted-upstream';
import { useServer } from '../testing/use-server';

// What a gateway between this server and the model adds of its own: LiteLLM, OpenRouter, llama.cpp, Azure.

const at = useServer((upstream) => ({
  providers: [scriptedProvider(upstream, { stored: true })],
  listen: true,
}));

type Stored = {
  completion: JsonObject;
  cost: number | null;
  parameters: string[] | null;
};

async function stored(response: Response): Promise<Stored> {
  await response.text();
  const id = response.headers.get('x-completion-id');
  return (await (await fetch(`${at.server.url}/api/completions/${id}`)).json()) as Stored;
}

const create = (body: object = {}, init: RequestInit = {}) =>
  createCompletion(at.server.url, { store: true, ...body }, init);

describe('what is passed on to /v1/responses', () => {
  it.each([
    [{ store: true }, {}, 'false'],
    [{}, { 'x-store': 'true' }, 'false'],
    [{ store: false }, {}, null],
    [{ store: 'true' }, {}, null],
  ])('says of %j with %j that it is not kept here: %j', async (more, headers, said) => {
    at.upstream.script((response) => sendJson(response, { id: 'resp_1', object: 'response' }));
    const answer = await fetch(`${at.server.url}/v1/responses`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ model: 'm', input: 'Hi', ...more }),
    });
    expect(answer.headers.get('x-completion-stored')).toBe(said);
    expect(await answer.json()).toMatchObject({ id: 'resp_1' });
    expect(JSON.parse(at.upstream.received.at(-1)?.body ?? '')).toMatchObject(more);
  });

  it('says nothing of other addresses', async () => {
    at.upstream.script((response) => sendJson(response, { object: 'list', data: [] }));
    const answer = await fetch(`${at.server.url}/v1/embeddings`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ model: 'm', input: 'Hi', store: true }),
    });
    expect(answer.headers.get('x-completion-stored')).toBeNull();
  });
});

describe("the provider's own figures", () => {
  it.each([
    [{ 'x-request-id': 'req_1', 'request-id': 'req_2' }, 'req_1'],
    [{ 'request-id': 'req_a6', 'x-litellm-call-id': 'c4db' }, 'req_a6'],
    [{ 'x-litellm-call-id': 'c4db' }, 'c4db'],
    [{ 'apim-request-id': 'apim' }, 'apim'],
    [{ 'x-ms-request-id': 'ms' }, 'ms'],
    [{ 'x-request-id': ' ', 'request-id': 'req_3' }, 'req_3'],
    [{}, null],
  ])('%j: its request id is kept and passed on', async (headers, id) => {
    at.upstream.script((response, { method }) => {
      for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
      sendJson(response, method === 'GET' ? { object: 'list', data: [] } : completion('Hi'));
    });
    const plain = await create();
    expect(plain.headers.get('x-upstream-request-id')).toBe(id);
    expect(plain.headers.get('x-request-id')).not.toBe(id);
    expect((await stored(plain)).completion['request_id']).toBe(id ?? undefined);
    const streamed = await create({ stream: true });
    expect(streamed.headers.get('x-upstream-request-id')).toBe(id);
    const kept = await stored(streamed);
    expect(kept.completion['request_id']).toBe(id ?? undefined);
    expect(isParameter('request_id', 'x', kept.parameters)).toBe(false);
    const relayed = await fetch(`${at.server.url}/api/providers/scripted/v1/models`);
    expect(relayed.headers.get('x-upstream-request-id')).toBe(id);
  });

  it('of a refusal is passed on, and of an answer that broke off kept', async () => {
    at.upstream.script((response) => {
      response.setHeader('x-request-id', 'req_no');
      sendJson(response, { error: { message: 'No' } }, 429);
    });
    const refused = await create();
    expect(refused.status).toBe(429);
    expect(refused.headers.get('x-upstream-request-id')).toBe('req_no');
    at.upstream.script((response) => {
      response.setHeader('x-request-id', 'req_half');
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': 100 });
      response.write('{"cho');
      setTimeout(() => response.destroy(), 10);
    });
    expect((await create()).status).toBe(502);
    const list = await fetch(`${at.server.url}/api/completions?state=incomplete&limit=1`);
    const { data } = (await list.json()) as { data: { id: string }[] };
    const half = await fetch(`${at.server.url}/api/completions/${data[0]?.id}`);
    expect(((await half.json()) as Stored).completion['request_id']).toBe('req_half');
  });

  it.each<[string, object, Record<string, string>, number | null]>([
    ['in usage', { usage: { prompt_tokens: 3, completion_tokens: 2, cost: 0.0004 } }, {}, 0.0004],
    ['beside the choices', { cost: 0.25 }, {}, 0.25],
    ['in a header', {}, { 'x-litellm-response-cost': '0.00029775000000000005' }, 0.00029775],
    ['in usage, zero', { usage: { cost: 0 } }, {}, 0],
    ['in a header, unknown', {}, { 'x-litellm-response-cost': '0.0' }, null],
    ['in a header, a word', {}, { 'x-litellm-response-cost': 'None' }, null],
  ])('its cost is kept: %s', async (_, more, headers, cost) => {
    at.upstream.script((response) => {
      for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
      sendJson(response, completion('Hi', more));
    });
    const kept = await stored(await create());
    if (cost === null) expect(kept.cost).toBeNull();
    else expect(kept.cost).toBeCloseTo(cost, 12);
    expect(isParameter('cost', 'x', kept.parameters)).toBe(false);
    if ('x-litellm-response-cost' in headers && cost !== null)
      expect(kept.completion['cost']).toBe(0.00029775000000000005);
  });

  it.each([
    ['as a stream', { stream: true }],
    ['as a whole', {}],
    ['with long parameters', { user: 'x'.repeat(70_000) }],
  ])('and what was written to a cache costs what it does there: %s', async (_, more) => {
    const model = 'writes-to-a-cache';
    const prices = `${at.server.url}/api/prices`;
    const { version } = (await (await fetch(prices)).json()) as { version: string };
    const rates = { input: 1, output: 0, cache_write: 1_000 };
    const priced = await fetch(prices, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'if-match': `"${version}"` },
      body: JSON.stringify({ host: '127.0.0.1', model, rates }),
    });
    expect(priced.status).toBe(200);
    const usage = {
      prompt_tokens: 1_000,
      completion_tokens: 0,
      prompt_tokens_details: { cache_creation_tokens: 1_000 },
    };
    at.upstream.script((response) => {
      if (!('stream' in more)) return sendJson(response, completion('Hi', { model, usage }));
      const last = { ...chunk({ content: 'Hi' }, 'stop'), model, usage };
      sendEvents(response, [last, '[DONE]']);
      response.end();
    });
    expect((await stored(await create({ model, ...more }))).cost).toBeCloseTo(1, 9);
  });

  it('beside the choices survive in the usage chunk that only we asked for', async () => {
    const timings = { prompt_ms: 1.5, predicted_per_second: 41.25 };
    const usage = { prompt_tokens: 3, completion_tokens: 2, total_tokens: 5, cost: 0.5 };
    at.upstream.script((response) => {
      sendEvents(response, [
        chunk({ role: 'assistant', content: 'Hi' }, 'stop'),
        { ...chunk({}), choices: [], usage, timings },
        '[DONE]',
      ]);
      response.end();
    });
    const response = await create({ stream: true });
    const text = await response.clone().text();
    expect(text).toContain('"timings":{"prompt_ms":1.5');
    expect(text).not.toContain('prompt_tokens');
    const kept = await stored(response);
    expect(kept.completion).toMatchObject({ timings, usage });
    expect(kept.cost).toBe(0.5);
    expect(isParameter('timings', 'x', kept.parameters)).toBe(false);
  });
});

describe('signed thinking, streamed in pieces by a gateway', () => {
  const block = {
    type: 'thinking',
    thinking: 'Let me see. It is nice.',
    signature: 'c2ln/bmF0+dXJl==',
  };
  const pieces = ['Let ', 'me ', 'see. ', 'It ', 'is ', 'nice.'].map((thinking) => ({
    type: 'thinking',
    thinking,
    index: 0,
  }));
  const signed = { type: 'thinking', thinking: '', signature: block.signature, index: 0 };
  const call = { id: 'toolu_01', type: 'function', function: { name: 'f', arguments: '{"a": 1}' } };
  const thought = (blocks: object) => ({
    thinking_blocks: [blocks],
    provider_specific_fields: { thinking_blocks: [blocks] },
    content: '',
  });
  const deltas = [
    ...pieces.map((piece) => ({ reasoning_content: piece.thinking, ...thought(piece) })),
    { reasoning_content: '', ...thought(signed) },
    { content: 'Paris ✓' },
    { content: '', tool_calls: [{ ...call, function: { name: 'f', arguments: '' }, index: 2 }] },
    {
      content: '',
      tool_calls: [{ type: 'function', function: { arguments: '{"a": 1}' }, index: 2 }],
    },
  ];

  it('is one block again, and goes back byte for byte as an unstreamed answer would', async () => {
    at.upstream.script((response) => {
      sendEvents(response, [
        ...deltas.map((delta) => chunk(delta)),
        chunk({}, 'tool_calls'),
        '[DONE]',
      ]);
      response.end();
    });
    const { completion: kept } = await stored(await create({ stream: true }));
    const plain = {
      role: 'assistant',
      content: 'Paris ✓',
      reasoning_content: block.thinking,
      thinking_blocks: [block],
      provider_specific_fields: { thinking_blocks: [block] },
      tool_calls: [call],
    };
    const message = (kept['choices'] as { message: JsonObject }[])[0]?.message;
    const back = sentBack(message, true).message;
    expect(back).toEqual(sentBack(plain, true).message);
    expect(JSON.stringify(back?.['thinking_blocks'])).toBe(JSON.stringify([block]));
    expect(JSON.stringify(back?.['tool_calls'])).toBe(JSON.stringify([call]));

    // The next request reaches the provider as it was written.
    at.upstream.script((response) => sendJson(response, completion('Done')));
    const messages = [
      { role: 'user', content: 'Weather?' },
      back,
      { role: 'tool', tool_call_id: call.id, content: 'Rain' },
    ];
    await stored(await create({ messages }));
    const asked = at.upstream.received.at(-1)?.body ?? '';
    expect(asked).toContain(`"messages":${JSON.stringify(messages)}`);
  });

  it('two blocks of one index, or of two, stay two', () => {
    const fold = createFold();
    const other = { type: 'redacted_thinking', data: 'AAAA' };
    for (const piece of [
      ...pieces,
      signed,
      { ...other, index: 1 },
      { type: 'thinking', thinking: 'More.', index: 2 },
    ])
      fold.add({ choices: [{ index: 0, delta: { thinking_blocks: [piece] } }] });
    const message = fold.completion().choices[0]?.['message'] as JsonObject;
    expect(message['thinking_blocks']).toEqual([
      block,
      other,
      { type: 'thinking', thinking: 'More.' },
    ]);
  });
});

describe('the context of a trace', () => {
  const trace = {
    traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
    tracestate: 'vendor=1,other=2',
  };

  it('is passed on with a completion and with all that is relayed', async () => {
    at.upstream.script((response) => sendJson(response, completion('Hi')));
    const headers = {
      'content-type': 'application/json',
      'x-secret': '1',
      cookie: 'a=b',
      ...trace,
    };
    await (await create({}, { headers })).text();
    await fetch(`${at.server.url}/api/providers/scripted/v1/models`, { headers: trace });
    for (const { headers: got } of at.upstream.received.slice(-2)) {
      expect(got).toMatchObject(trace);
      expect(got).not.toHaveProperty('x-secret');
      expect(got).not.toHaveProperty('cookie');
    }
    await (await create()).text();
    expect(at.upstream.received.at(-1)?.headers).not.toHaveProperty('traceparent');
  });
});
