import { completionAnswer } from '#contract/wire/completion-answer';
import { errorAnswer } from '#contract/wire/error-answer';
import { describe, expect, it } from 'vitest';
import { completion, scriptedProvider, sendJson } from '../testing/scripted-upstream';
import { wireErrors } from '../testing/wire-errors';
import { useServer } from '../testing/use-server';
import { startApp } from '../testing/start-app';

const at = useServer((upstream) => ({
  providers: [
    scriptedProvider(upstream, {
      headers: { 'x-team': 'blue' },
      organization: 'org-1',
      project: 'p-1',
    }),
    scriptedProvider(upstream, { name: 'keeper', forwardStore: true }),
  ],
  aliases: { fast: { provider: 'scripted', model: 'small-1' } },
}));

const MESSAGES = [{ role: 'user', content: 'Hello' }];

function post(body: unknown, headers: Record<string, string> = {}) {
  return at.server.app.inject({
    method: 'POST',
    url: '/v1/chat/completions',
    headers: { 'content-type': 'application/json', ...headers },
    payload: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

async function storedIds(): Promise<string[]> {
  const page = await at.server.app.inject('/v1/chat/completions?limit=100&order=desc');
  return page.json<{ data: { id: string }[] }>().data.map(({ id }) => id);
}

describe('creating a completion', () => {
  it('forwards every parameter as it came and takes only store, metadata and routing out', async () => {
    at.upstream.script((response) => sendJson(response, completion('Hi')));
    const rest =
      '"messages":[{"role":"alien","content":"\\u0000\\ud800"}],"seed": 4944116822809979520,"temperature":3.0,"n":130,"x_new":{"a":[1e400]}';
    await post(`{"model":"scripted:m-1","store":true,"metadata":{"a":"b"},${rest}}`);
    expect(at.upstream.received.at(-1)?.body).toBe(`{"model":"m-1",${rest}}`);
  });

  it('reaches the provider with its key, headers, organization and project, and not with the client’s', async () => {
    at.upstream.script((response) => sendJson(response, completion('Hi')));
    await post(
      { model: 'scripted:m', messages: MESSAGES },
      { authorization: 'Bearer client', cookie: 'a=b' },
    );
    const headers = at.upstream.received.at(-1)?.headers;
    expect(headers).toMatchObject({
      authorization: 'Bearer sk-canary-0123456789abcd',
      'x-team': 'blue',
      'openai-organization': 'org-1',
      'openai-project': 'p-1',
    });
    expect(headers).not.toHaveProperty('cookie');
  });

  it('finds aliases, and leaves store and metadata in for a provider that wants them', async () => {
    at.upstream.script((response) => sendJson(response, completion('Hi')));
    await post({ model: 'fast', messages: MESSAGES });
    expect(JSON.parse(at.upstream.received.at(-1)?.body ?? '')).toMatchObject({ model: 'small-1' });
    await post({ model: 'keeper:m', messages: MESSAGES, store: true, metadata: { a: 'b' } });
    expect(JSON.parse(at.upstream.received.at(-1)?.body ?? '')).toMatchObject({
      store: true,
      metadata: { a: 'b' },
    });
  });

  it('keeps a stored one under an id of ours, with its parameters and the digits that came', async () => {
    at.upstream.script((response) =>
      sendJson(
        response,
        '{"id":"up-9","object":"chat.completion","created":5,"model":"m-1-x","choices":[{"index":0,"message":{"role":"assistant","content":"a","refusal":null},"logprobs":null,"finish_reason":"stop"}],"usage":{"prompt_tokens":1,"completion_tokens":1,"total_tokens":2},"x_price":1.10}',
      ),
    );
    const created = await post(
      '{"model":"scripted:m-1","store":true,"seed":4944116822809979520,"user":"u-1","messages":[{"role":"user","content":"Hello"}]}',
    );
    const { id } = created.json<{ id: string }>();
    expect(created.headers['x-completion-id']).toBe(id);
    expect(created.body).toContain('"x_price":1.10');
    expect(wireErrors(completionAnswer, created.json())).toEqual([]);

    const stored = await at.server.app.inject(`/v1/chat/completions/${id}`);
    expect(wireErrors(completionAnswer, stored.json())).toEqual([]);
    expect(stored.body).toContain('"seed":4944116822809979520');
    expect(stored.json()).toMatchObject({ id, model: 'm-1-x', metadata: {}, input_user: 'u-1' });

    const detail = await at.server.app.inject(`/api/completions/${id}`);
    expect(detail.json()).toMatchObject({
      state: 'complete',
      provider: 'scripted',
      requested_model: 'm-1',
      upstream_id: 'up-9',
    });
  });

  it.each([undefined, null, false])('writes nothing when store is %j', async (store) => {
    at.upstream.script((response) => sendJson(response, completion('Hi')));
    const before = await storedIds();
    const created = await post({ model: 'scripted:m', messages: MESSAGES, store });
    expect(created.json()).toEqual(completion('Hi'));
    expect(created.headers).not.toHaveProperty('x-completion-id');
    expect(await storedIds()).toEqual(before);
  });

  it('passes a refusal of the provider on: status, body, limits; nothing of it is kept or resent', async () => {
    const error = {
      message: 'No.',
      type: 'requests',
      param: null,
      code: 'rate_limit_exceeded',
      extra: 1,
    };
    at.upstream.script((response) => {
      response.setHeader('retry-after', '7');
      response.setHeader('x-ratelimit-remaining-requests', '0');
      response.setHeader('set-cookie', 'a=b');
      sendJson(response, { error }, 429);
    });
    const before = await storedIds();
    const count = at.upstream.received.length;
    const refused = await post({ model: 'scripted:m', messages: MESSAGES, store: true });
    expect(refused.statusCode).toBe(429);
    expect(refused.json()).toEqual({ error });
    expect(refused.headers).toMatchObject({
      'retry-after': '7',
      'x-ratelimit-remaining-requests': '0',
    });
    expect(refused.headers).not.toHaveProperty('x-should-retry');
    expect(refused.headers).not.toHaveProperty('set-cookie');
    expect(at.upstream.received).toHaveLength(count + 1);
    expect(await storedIds()).toEqual(before);
  });

  it.each([
    ['HTML with status 500', 500, '<html>secret-host</html>', 500, undefined],
    ['a redirect', 302, '', 502, undefined],
    ['no completion', 200, '{"ok":true}', 502, 'false'],
    ['truncated JSON', 200, '{"choices":[', 502, 'false'],
  ])(
    'explains an answer that is %s, without its text',
    async (_, status, body, expected, retry) => {
      at.upstream.script((response) => {
        if (status === 302) response.setHeader('location', 'http://127.0.0.1:1/');
        sendJson(response, body, status);
      });
      const failed = await post({ model: 'scripted:m', messages: MESSAGES });
      expect(failed.statusCode).toBe(expected);
      expect(wireErrors(errorAnswer, failed.json())).toEqual([]);
      expect(failed.body).not.toContain('secret-host');
      expect(failed.headers['x-should-retry']).toBe(retry);
    },
  );

  it('explains a provider that cannot be reached', async () => {
    const closed = await startApp({
      providers: [{ ...scriptedProvider(at.upstream), baseUrl: 'http://127.0.0.1:1/v1' }],
    });
    const failed = await closed.app.inject({
      method: 'POST',
      url: '/v1/chat/completions',
      payload: { model: 'scripted:m', messages: MESSAGES, store: true },
    });
    expect(failed.statusCode).toBe(502);
    expect(failed.json()).toMatchObject({ error: { code: 'upstream_unreachable' } });
    expect(failed.body).not.toContain('127.0.0.1');
    await closed.close();
  });

  it.each([
    ['broken JSON', '{', 400, null],
    ['an empty body', '', 400, null],
    ['an array', '[]', 400, null],
    ['no messages', { model: 'm' }, 400, 'missing_required_parameter'],
    ['empty messages', { model: 'm', messages: [] }, 400, 'empty_array'],
    ['messages as text', { model: 'm', messages: 'x' }, 400, 'invalid_type'],
    ['messages as object', { model: 'm', messages: {} }, 400, 'invalid_type'],
    ['messages null', { model: 'm', messages: null }, 400, 'invalid_type'],
    ['no model', { messages: MESSAGES }, 400, 'missing_required_parameter'],
    [
      'a model of 10 KB',
      { model: 'm'.repeat(10_000), messages: MESSAGES },
      400,
      'string_above_max_length',
    ],
    [
      'control characters in the model',
      { model: 'a\u0007b', messages: MESSAGES },
      400,
      'invalid_value',
    ],
    ['stream as text', { model: 'm', messages: MESSAGES, stream: 'yes' }, 400, 'invalid_type'],
    ['store as number', { model: 'm', messages: MESSAGES, store: 1 }, 400, 'invalid_type'],
    ['metadata without store', { model: 'm', messages: MESSAGES, metadata: {} }, 400, null],
    [
      'api_base in the body',
      { model: 'm', messages: MESSAGES, api_base: 'http://x' },
      400,
      'unknown_parameter',
    ],
    [
      'an unknown model of the demo',
      { model: 'demo:nope', messages: MESSAGES },
      404,
      'model_not_found',
    ],
  ])('refuses %s', async (_, body, status, code) => {
    const before = at.upstream.received.length;
    const refused = await post(body);
    expect(refused.statusCode).toBe(status);
    expect(refused.json()).toMatchObject({ error: { code } });
    expect(wireErrors(errorAnswer, refused.json())).toEqual([]);
    expect(refused.headers['x-request-id']).toMatch(/^req_/);
    expect(at.upstream.received).toHaveLength(before);
  });

  it.each(['text/plain', '', 'application/json; charset=latin1'])(
    'refuses the content type %j',
    async (type) => {
      const refused = await post({ model: 'm', messages: MESSAGES }, { 'content-type': type });
      expect(refused.statusCode).toBe(400);
      if (type !== '') {
        expect(refused.json()).toMatchObject({ error: { code: 'unsupported_content_type' } });
      }
    },
  );

  it('accepts JSON that says it is UTF-8', async () => {
    at.upstream.script((response) => sendJson(response, completion('Hi')));
    const type = { 'content-type': 'application/json; charset=utf-8' };
    expect((await post({ model: 'scripted:m', messages: MESSAGES }, type)).statusCode).toBe(200);
  });

  it('refuses a body over its limit with 413', async () => {
    const small = await startApp({ config: { bodyLimit: 1_000 } });
    const refused = await small.app.inject({
      method: 'POST',
      url: '/v1/chat/completions',
      payload: { model: 'm', messages: [{ role: 'user', content: 'x'.repeat(1_000) }] },
    });
    expect(refused.statusCode).toBe(413);
    expect(wireErrors(errorAnswer, refused.json())).toEqual([]);
    await small.close();
  });
});
