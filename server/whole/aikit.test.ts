import { beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { aikitRequest, type Body, MESSAGES, queryOf, type Result } from '../testing/aikit';
import { completion, scriptedProvider, sendJson } from '../testing/scripted-upstream';
import { startApp } from '../testing/start-app';
import { useServer } from '../testing/use-server';

/** Each row of `docs/seed.md` by AIKit's own requests; its streams are in `aikit-streams.test.ts`. */
const at = useServer((upstream) => ({
  providers: [scriptedProvider(upstream), scriptedProvider(upstream, { name: 'my own llm' })],
  aliases: { fast: { provider: 'scripted', model: 'm-1' } },
  listen: true,
}));

const aikit = (method: string, path: string, body?: Body, headers?: Record<string, string>) =>
  aikitRequest(at.server.url, method, path, body, headers);

async function create(parameters: Body = {}, messages: Body[] = MESSAGES): Promise<Result> {
  return aikit('POST', '/chat/completions', {
    model: 'm-1',
    n: 1,
    ...parameters,
    messages,
  });
}

async function stored(metadata: Record<string, string>, model = 'm-1'): Promise<string> {
  const { body } = await create({ model, store: true, metadata });
  return body['id'] as string;
}

async function list(parameters: Record<string, string | number> = {}): Promise<string[]> {
  const { status, body } = await aikit(
    'GET',
    `/chat/completions${queryOf({ order: 'asc', ...parameters })}`,
  );
  expect(status).toBe(200);
  return (body['data'] as { id: string }[]).map(({ id }) => id);
}

beforeAll(async () => {
  at.upstream.script((response) => sendJson(response, { object: 'list', data: [] }));
});

beforeEach(() => {
  at.upstream.received.length = 0;
  at.upstream.script((response, request) => {
    if (request.method === 'GET') sendJson(response, { data: [{ id: 'm-1' }] });
    else sendJson(response, completion('Hi', { model: 'm-1-2026' }));
  });
});

describe('create', () => {
  it('answers with choices and usage, and with the limits in headers', async () => {
    const limits = {
      'x-ratelimit-limit-requests': '500',
      'x-ratelimit-limit-tokens': '10000',
      'x-ratelimit-remaining-requests': '7',
      'x-ratelimit-remaining-tokens': '99',
      'x-ratelimit-reset-requests': '120ms',
      'x-ratelimit-reset-tokens': '6m0s',
    };
    at.upstream.script((response) => {
      for (const [name, value] of Object.entries(limits)) response.setHeader(name, value);
      sendJson(response, completion('Hi'));
    });
    const { status, headers, body } = await create();
    expect(status).toBe(200);
    expect(body).toMatchObject({
      object: 'chat.completion',
      choices: [{ index: 0, message: { role: 'assistant', content: 'Hi' }, finish_reason: 'stop' }],
      usage: { prompt_tokens: 3, completion_tokens: 2, total_tokens: 5 },
    });
    expect(headers).toMatchObject({
      'content-type': expect.stringContaining('application/json') as string,
      ...limits,
      'x-request-id': expect.stringMatching(/^req_/) as string,
    });
  });

  it('passes on every parameter of its class as it came, and stores only when asked', async () => {
    const parameters = {
      max_completion_tokens: 9,
      temperature: 0,
      top_p: 0.5,
      reasoning_effort: 'low',
      response_format: { type: 'json_schema', json_schema: { name: 's', schema: {} } },
      tools: [{ type: 'function', function: { name: 'f', parameters: {} }, strict: false }],
      tool_choice: { type: 'function', function: { name: 'f' } },
      prediction: { type: 'content', content: 'x' },
      service_tier: 'flex',
      user: 'me',
    };
    const { body } = await create(parameters);
    const sent = at.upstream.received.at(-1);
    expect(JSON.parse(sent?.body ?? '')).toEqual({
      model: 'm-1',
      n: 1,
      ...parameters,
      messages: MESSAGES,
    });
    expect(sent?.headers.authorization).toMatch(/^Bearer sk-/);
    expect((await aikit('GET', `/chat/completions/${body['id'] as string}`)).status).toBe(404);
  });

  it('passes on messages as they came, with parts, file ids, calls and results, and keeps them', async () => {
    const file = { type: 'file', file: { file_id: 'file-abc123' } };
    const picture = { type: 'image_url', image_url: { url: 'data:image/png;base64,AA==' } };
    const call = { id: 'c1', type: 'function', function: { name: 'f', arguments: '{}' } };
    const messages = [
      { role: 'user', content: [{ type: 'text', text: 'Look' }, picture, file], user: 'me' },
      { role: 'assistant', content: null, refusal: null, tool_calls: [call] },
      { role: 'tool', tool_call_id: 'c1', content: 'Done' },
      { role: 'user', content: 'Well?', tool_calls: null, tool_call_id: '' },
    ];
    const { body } = await create({ store: true }, messages);
    const sent = JSON.parse(at.upstream.received.at(-1)?.body ?? '') as Body;
    expect(sent['messages']).toEqual(messages);
    const path = `/chat/completions/${body['id'] as string}/messages?order=asc`;
    expect((await aikit('GET', path)).body['data']).toMatchObject([
      { role: 'user', content_parts: messages[0]?.content },
      { role: 'assistant', tool_calls: [call] },
      { role: 'tool', tool_call_id: 'c1', content: 'Done' },
      { role: 'user', content: 'Well?' },
    ]);
  });

  it.each(['m-1', 'scripted:m-1', 'fast', 'my own llm:m-1'])(
    'asks the provider of %s',
    async (model) => {
      await create({ model });
      expect(JSON.parse(at.upstream.received.at(-1)?.body ?? '')).toMatchObject({ model: 'm-1' });
    },
  );

  it('of a provider that is not there is an error that names it, and nobody is asked', async () => {
    const { status, body } = await create({ model: 'nowhere:m-1' });
    expect([status, body]).toMatchObject([
      404,
      { error: { code: 'model_not_found', param: 'model' } },
    ]);
    expect(body['error']).toMatchObject({
      message: expect.stringContaining("'nowhere'") as string,
    });
    expect(at.upstream.received.filter(({ method }) => method === 'POST')).toEqual([]);
  });

  it('hears from a provider when to ask again', async () => {
    at.upstream.script((response) => {
      response.setHeader('retry-after', '7');
      response.setHeader('retry-after-ms', '6500');
      response.setHeader('x-should-retry', 'true');
      sendJson(response, { error: { message: 'Busy.' } }, 429);
    });
    const { headers } = await create();
    expect(headers).toMatchObject({
      'retry-after': '7',
      'retry-after-ms': '6500',
      'x-should-retry': 'true',
    });
  });
});

describe('retrieve, update and delete', () => {
  it('work on what was stored, with a content type and no body', async () => {
    const id = await stored({ env: 'test' });
    const path = `/chat/completions/${id}`;
    expect((await aikit('GET', path)).body).toMatchObject({ id, metadata: { env: 'test' } });
    const updated = await aikit('POST', path, { metadata: { env: 'prod', by: 'me' } });
    expect(updated.body).toMatchObject({ id, metadata: { env: 'prod', by: 'me' } });
    expect((await aikit('GET', path)).body['metadata']).toEqual({ env: 'prod', by: 'me' });
    const deleted = await aikit('DELETE', path);
    expect(deleted.body).toEqual({ object: 'chat.completion.deleted', id, deleted: true });
    expect((await aikit('GET', path)).status).toBe(404);
    expect((await aikit('DELETE', path)).status).toBe(404);
  });

  it.each(['', '..', '.', 'none', 'a/b', '%2e%2e', '%'])(
    'of the id %j find nothing, and touch nothing',
    async (id) => {
      const kept = await stored({ id: 'kept' });
      for (const [method, body] of [['GET'], ['POST', { metadata: {} }], ['DELETE']] as const) {
        const { status, body: answer } = await aikit(method, `/chat/completions/${id}`, body);
        expect([method, status]).toEqual([method, expect.toBeOneOf([400, 404, 405])]);
        expect(answer).toMatchObject({ error: { message: expect.any(String) as string } });
      }
      const { body } = await aikit('GET', `/chat/completions/${kept}`);
      expect(body['metadata']).toEqual({ id: 'kept' });
      // Nor is a provider asked to change what it keeps.
      expect(at.upstream.received.map(({ method, url }) => `${method} ${url}`)).toEqual([
        'POST /v1/chat/completions',
      ]);
    },
  );

  it('take null for an empty map, and refuse what is no text', async () => {
    const path = `/chat/completions/${await stored({ a: 'b' })}`;
    for (const value of [1, true, null, {}, [], '2020-01-01'.repeat(60)]) {
      const refused = await aikit('POST', path, { metadata: { a: value } });
      expect([value, refused.status]).toEqual([value, 400]);
    }
    expect((await aikit('GET', path)).body['metadata']).toEqual({ a: 'b' });
    expect((await aikit('POST', path, { metadata: null })).body['metadata']).toEqual({});
  });

  it('take headers that are empty for none', async () => {
    const path = `/chat/completions/${await stored({})}`;
    const empty = {
      'If-Match': '',
      'OpenAI-Organization': '',
      'OpenAI-Project': '',
      'X-On-Disconnect': '',
      'X-Keep-Alive': '',
      Accept: '',
    };
    expect((await aikit('GET', path, undefined, empty)).status).toBe(200);
    expect((await aikit('POST', path, { metadata: {} }, empty)).status).toBe(200);
    expect((await aikit('DELETE', path, undefined, empty)).status).toBe(200);
  });
});

describe('list', () => {
  it('filters by metadata, which it sends as one text, by model and by cursor', async () => {
    const a = await stored({ run: 'list', env: 'two words' });
    const b = await stored({ run: 'list', env: 'a+b@x.org' }, 'fast');
    const c = await stored({ run: 'list', env: 'ö' }, 'demo:demo-echo');
    const run = 'metadata[run]=list';
    expect(await list({ metadata: run })).toEqual([a, b, c]);
    expect(await list({ metadata: run, order: 'desc' })).toEqual([c, b, a]);
    expect(await list({ metadata: run, limit: 1 })).toEqual([a]);
    expect(await list({ metadata: run, after: a })).toEqual([b, c]);
    expect(await list({ metadata: `${run}&metadata[env]=two words` })).toEqual([a]);
    expect(await list({ metadata: `${run}&metadata[env]=a+b@x.org` })).toEqual([b]);
    expect(await list({ metadata: `${run}&metadata[env]=ö` })).toEqual([c]);
    expect(await list({ metadata: 'metadata[run]=other' })).toEqual([]);
    const of = (model: string) => list({ metadata: run, model });
    expect(await of('fast')).toEqual([a, b]);
    expect(await of('scripted:m-1')).toEqual([a, b]);
    expect(await of('demo:demo-echo')).toEqual([c]);
    expect(await of('m-1-2026')).toEqual([a, b]);
    expect(await of('my own llm:m-1')).toEqual([]);
    expect(await of('nowhere:m-1')).toEqual([]);
    const d = await stored({ run: 'list' }, 'my own llm:m-1');
    expect(await of('my own llm:m-1')).toEqual([d]);
    expect(await of('scripted:m-1')).toEqual([a, b]);
  });

  it('says where a page begins and ends, and whether it goes on', async () => {
    const ids = [await stored({ run: 'page' }), await stored({ run: 'page' })];
    const page = async (parameters: Record<string, string | number>) => {
      const query = queryOf({ order: 'asc', metadata: 'metadata[run]=page', ...parameters });
      return (await aikit('GET', `/chat/completions${query}`)).body;
    };
    const [first, last] = ids;
    expect(await page({})).toMatchObject({ first_id: first, last_id: last, has_more: false });
    const one = { object: 'list', first_id: first, last_id: first, has_more: true };
    expect(await page({ limit: 1 })).toMatchObject(one);
    const none = { object: 'list', data: [], first_id: '', last_id: '', has_more: false };
    expect(await page({ after: last ?? '' })).toEqual(none);
  });

  it.each<Record<string, string | number>>([
    { order: '' },
    { order: 'ASC' },
    { limit: 0 },
    { limit: '1.5' },
    { after: '' },
    { models: 'm-1' },
    { 'model[]': 'm-1' },
  ])('refuses %j', async (parameters) => {
    const query = queryOf(parameters);
    const { status, body } = await aikit('GET', `/chat/completions${query}`);
    expect([status, body]).toMatchObject([400, { error: { type: 'invalid_request_error' } }]);
  });

  it('deletes in a loop what it lists, and never what it did not mean', async () => {
    const keep = await stored({ loop: 'keep' });
    for (let i = 0; i < 5; i += 1) await stored({ loop: 'go' });
    for (let page = await list({ metadata: 'metadata[loop]=go', limit: 2 }); page.length > 0;) {
      for (const id of page) await aikit('DELETE', `/chat/completions/${id}`);
      page = await list({ metadata: 'metadata[loop]=go', limit: 2 });
    }
    expect(await list({ metadata: 'metadata[loop]=keep' })).toEqual([keep]);
    for (const metadata of ['loop=go', '{"loop":"go"}', 'loop', 'metadata.loop=go', '[loop]=go']) {
      const refused = await aikit('GET', `/chat/completions${queryOf({ metadata })}`);
      expect([metadata, refused.status, refused.body['data']]).toEqual([metadata, 400, undefined]);
    }
  });
});

describe('messages.list', () => {
  it('gives the messages of the request, by page and in both orders', async () => {
    const id = await stored({});
    const messages = async (parameters: Record<string, string | number>) => {
      const path = `/chat/completions/${id}/messages${queryOf({ order: 'asc', ...parameters })}`;
      return (await aikit('GET', path)).body;
    };
    expect(await messages({})).toMatchObject({
      object: 'list',
      data: [
        { id: `${id}-0`, ...MESSAGES[0] },
        { id: `${id}-1`, ...MESSAGES[1] },
      ],
      first_id: `${id}-0`,
      last_id: `${id}-1`,
      has_more: false,
    });
    expect(await messages({ limit: 1 })).toMatchObject({
      data: [{ content: 'Be short.' }],
      has_more: true,
    });
    expect(await messages({ after: `${id}-0` })).toMatchObject({ data: [{ content: 'Hello' }] });
    expect(await messages({ order: 'desc' })).toMatchObject({ first_id: `${id}-1` });
  });
});

describe('models', () => {
  it('lists, also with the slash that an early version puts at the end, and retrieves one', async () => {
    for (const path of ['/models', '/models/']) {
      const { body } = await aikit('GET', path);
      const ids = (body['data'] as { id: string }[]).map(({ id }) => id);
      expect(ids.slice(0, 2)).toEqual(['fast', 'm-1']);
    }
    for (const id of ['m-1', 'scripted:m-1', 'fast', 'demo:demo-echo']) {
      expect(await aikit('GET', `/models/${id}`)).toMatchObject({
        status: 200,
        body: { id, object: 'model' },
      });
    }
  });
});

it('its API key is the access token of a server that has one', async () => {
  const env = { ACCESS_TOKEN: 'a-long-access-token' };
  const guarded = await startApp({ env, config: { guessDelay: 0 }, listen: true });
  onTestFinished(() => guarded.close());
  const asked = (key: string) =>
    aikitRequest(guarded.url, 'GET', '/models', undefined, { Authorization: `Bearer ${key}` });
  expect((await asked('')).status).toBe(401);
  expect((await asked('sk-another')).status).toBe(401);
  expect((await asked('a-long-access-token')).status).toBe(200);
});

describe('an error', () => {
  it.each([
    ['GET', '/chat/completions/none', undefined, 404, 'Not Found', { code: 'not_found' }],
    ['GET', '/chat/completions/none/messages?order=asc', undefined, 404, 'Not Found', {}],
    [
      'GET',
      '/chat/completions?order=asc&limit=101',
      undefined,
      400,
      'Bad Request',
      { param: 'limit' },
    ],
    ['POST', '/chat/completions/none', { metadata: {} }, 404, 'Not Found', {}],
    [
      'POST',
      '/chat/completions',
      { model: 'm-1', messages: [] },
      400,
      'Bad Request',
      { param: 'messages' },
    ],
    ['GET', '/models/none', undefined, 404, 'Not Found', { code: 'model_not_found' }],
  ])(
    'of %s %s has a body, a status text and a request id',
    async (method, path, body, status, statusText, error) => {
      const failed = await aikit(method, path, body);
      expect(failed).toMatchObject({
        status,
        statusText,
        headers: { 'x-request-id': expect.stringMatching(/^req_/) as string },
        body: {
          error: { message: expect.any(String) as string, type: 'invalid_request_error', ...error },
        },
      });
    },
  );

  it.each([400, 401, 403, 404, 422, 429, 500, 503])(
    'of the provider comes with its status %i and its words',
    async (status) => {
      const error = { message: 'No.', type: 'x', param: 'p', code: 'c' };
      at.upstream.script((response) => sendJson(response, { error }, status));
      expect(await create()).toMatchObject({ status, body: { error } });
    },
  );
});
