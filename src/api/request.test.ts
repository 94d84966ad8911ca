import { expect, it } from 'vitest';
import { ApiError } from '@/api/api-error';
import { createClient } from '@/api/client';
import { createCompletion } from '@/api/create-completion';
import { retrieveCompletion } from '@/api/retrieve-completion';
import { completionBody, sendJson, startTestServer } from '@/api/test-server';
import type { CreateParams } from '@/api/wire';

const QUICK = { 'retry-after-ms': '1' };
const FAILURE = { error: { message: 'Busy', type: 'server_error', param: null, code: 'busy' } };

async function failure(call: Promise<unknown>): Promise<ApiError> {
  const error = await call.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(ApiError);
  return error as ApiError;
}

it('answers with data, raw text and what the headers say', async () => {
  const raw = '{"id":"c","choices":[],"seed":4944116822809979520}';
  const { client, seen } = await startTestServer((response) =>
    sendJson(response, raw, 200, {
      etag: '"7"',
      'x-request-id': 'req-1',
      'x-ratelimit-limit-requests': '60',
      'x-ratelimit-remaining-tokens': '900',
      'x-ratelimit-reset-tokens': '1m0.5s',
    }),
  );
  const answer = await retrieveCompletion(client, 'c');
  expect(answer).toMatchObject({ etag: '"7"', requestId: 'req-1', raw, choice: null, text: '' });
  expect(answer.rateLimit.requests).toEqual({ limit: 60, remaining: null, reset: null });
  expect(answer.rateLimit.tokens).toEqual({ limit: null, remaining: 900, reset: 60_500 });
  expect(seen[0]?.headers.authorization).toBe('Bearer sk-1');
});

it('sends a read again after passing failures, twice at most', async () => {
  const { client, seen } = await startTestServer((response, _request, count) =>
    count < 3
      ? sendJson(response, FAILURE, 503, QUICK)
      : sendJson(response, completionBody('c', 'At last')),
  );
  expect((await retrieveCompletion(client, 'c')).text).toBe('At last');
  expect(seen).toHaveLength(3);

  const always = await startTestServer((response) => sendJson(response, FAILURE, 429, QUICK));
  const error = await failure(retrieveCompletion(always.client, 'c'));
  expect(error).toMatchObject({ status: 429, code: 'busy', attempts: 3, isRateLimited: true });
});

it('sends a read again after the connection is cut', async () => {
  const { client, seen } = await startTestServer((response, _request, count) =>
    count === 1 ? response.destroy() : sendJson(response, completionBody('c')),
  );
  expect((await retrieveCompletion(client, 'c')).data.id).toBe('c');
  expect(seen).toHaveLength(2);
});

it('never sends a create again, whatever failed', async () => {
  const params = { model: 'demo', messages: [] };
  const busy = await startTestServer((response) =>
    sendJson(response, FAILURE, 503, { ...QUICK, 'x-should-retry': 'true' }),
  );
  expect((await failure(createCompletion(busy.client, params))).isServerError).toBe(true);
  expect(busy.seen).toHaveLength(1);

  const cut = await startTestServer((response) => response.destroy());
  expect((await failure(createCompletion(cut.client, params))).kind).toBe('network');
  expect(cut.seen).toHaveLength(1);
});

it('does as x-should-retry says, and retries no error of the caller', async () => {
  const told = await startTestServer((response) =>
    sendJson(response, FAILURE, 500, { 'x-should-retry': 'false' }),
  );
  await failure(retrieveCompletion(told.client, 'c'));
  expect(told.seen).toHaveLength(1);

  const missing = await startTestServer((response) => sendJson(response, FAILURE, 404));
  expect((await failure(retrieveCompletion(missing.client, 'c'))).isNotFound).toBe(true);
  expect(missing.seen).toHaveLength(1);
});

it('rejects with the reason of an aborted signal, while waiting and before sending', async () => {
  const { client, seen } = await startTestServer(() => undefined);
  const controller = new AbortController();
  const call = retrieveCompletion(client, 'c', { signal: controller.signal });
  const reason = new Error('left the page');
  setTimeout(() => controller.abort(reason), 20);
  await expect(call).rejects.toBe(reason);
  await expect(retrieveCompletion(client, 'c', { signal: controller.signal })).rejects.toBe(reason);
  expect(seen.length).toBeLessThanOrEqual(1);
});

it('stops waiting for the next attempt when the signal aborts', async () => {
  const controller = new AbortController();
  const { client, seen } = await startTestServer((response) => {
    sendJson(response, FAILURE, 503, { 'retry-after': '30' });
    setTimeout(() => controller.abort(), 50);
  });
  const call = retrieveCompletion(client, 'c', { signal: controller.signal });
  await expect(call).rejects.toHaveProperty('name', 'AbortError');
  expect(seen).toHaveLength(1);
});

it('gives up on an attempt after its timeout, also when only the body is slow', async () => {
  const silent = await startTestServer(() => undefined);
  const options = { timeout: 50, maxRetries: 0 };
  expect((await failure(retrieveCompletion(silent.client, 'c', options))).kind).toBe('timeout');

  const slow = await startTestServer((response) => void response.writeHead(200).write('{"id":'));
  expect((await failure(retrieveCompletion(slow.client, 'c', options))).kind).toBe('timeout');
});

it('says that an answer is not that of the API', async () => {
  for (const body of [
    '<!doctype html><p>Hi',
    '',
    '[]',
    '{"id":1}',
    '{"id":"c","object":"model"}',
  ]) {
    const { client } = await startTestServer((response) => sendJson(response, body));
    expect((await failure(retrieveCompletion(client, 'c'))).kind).toBe('invalid_response');
  }
});

it('follows no redirect', async () => {
  const { client, seen } = await startTestServer((response) =>
    response.writeHead(302, { location: '/elsewhere' }).end(),
  );
  expect((await failure(retrieveCompletion(client, 'c', { maxRetries: 0 }))).kind).toBe('network');
  expect(seen).toHaveLength(1);
});

it('names the host that cannot be reached', async () => {
  const client = createClient({ baseUrl: 'http://127.0.0.1:9/v1', maxRetries: 0 });
  const error = await failure(retrieveCompletion(client, 'c'));
  expect(error).toMatchObject({ kind: 'network', message: 'Cannot reach 127.0.0.1:9.' });
});

it('refuses a key that no header can carry, without sending anything', async () => {
  const { client, seen } = await startTestServer((response) => sendJson(response, {}));
  const broken = createClient({ ...client, headers: {}, apiKey: 'sk-\r\nx: 1', timeout: 100 });
  expect((await failure(retrieveCompletion(broken, 'c'))).kind).toBe('invalid_request');
  expect(seen).toHaveLength(0);
});

it('sends no key that is empty', async () => {
  const { client, seen } = await startTestServer((response) =>
    sendJson(response, completionBody('c')),
  );
  for (const apiKey of [undefined, '', ' ']) {
    const { baseUrl } = client;
    await retrieveCompletion(createClient({ baseUrl, apiKey }), 'c');
  }
  expect(seen.map(({ headers }) => headers.authorization)).toEqual(Array(3).fill(undefined));
});

it('encodes ids, and takes those without a path of their own for missing', async () => {
  const { client, seen } = await startTestServer((response) =>
    sendJson(response, completionBody('c')),
  );
  await retrieveCompletion(client, 'a/b?c#d%2F\u00e9\ud800');
  expect(seen[0]?.url).toBe('/v1/chat/completions/a%2Fb%3Fc%23d%252F%C3%A9%EF%BF%BD');
  for (const id of ['', '.', '..']) {
    expect((await failure(retrieveCompletion(client, id))).isNotFound).toBe(true);
  }
  expect(seen).toHaveLength(1);
});

it('sends parameters that are set, each digit of a seed, and no others', async () => {
  const { client, seen } = await startTestServer((response) =>
    sendJson(response, completionBody('c')),
  );
  const params = { model: 'demo', messages: [], seed: 4944116822809979520n, user: undefined };
  await createCompletion(client, params, { headers: { 'x-extra': '1' } });
  expect(seen[0]?.body).toBe('{"model":"demo","messages":[],"seed":4944116822809979520}');
  expect(seen[0]?.headers).toMatchObject({ 'content-type': 'application/json', 'x-extra': '1' });
});

it.each(['m-1', 'openai:gpt-5.1', 'fast', 'my own llm:a/b:c'])(
  'sends the model %j, messages, metadata and every other parameter as they are given',
  async (model) => {
    const { client, seen } = await startTestServer((response) =>
      sendJson(response, completionBody('c')),
    );
    const params: CreateParams = {
      model,
      messages: [
        {
          role: 'user',
          name: 'ada',
          content: [
            { type: 'text', text: 'Look' },
            { type: 'image_url', image_url: { url: 'https://x.example/a.png', detail: 'low' } },
            { type: 'file', file: { file_id: 'file-abc123' } },
          ],
        },
        {
          role: 'assistant',
          content: null,
          tool_calls: [{ id: 'c1', type: 'function', function: { name: 'f', arguments: '{}' } }],
        },
        { role: 'tool', tool_call_id: 'c1', content: 'Done' },
      ],
      store: true,
      metadata: { env: 'test' },
      n: 2,
      max_completion_tokens: 9,
      temperature: 0,
      top_p: 0.5,
      reasoning_effort: 'low',
      response_format: { type: 'json_schema', json_schema: { name: 's', schema: {} } },
      tools: [{ type: 'function', function: { name: 'f', parameters: {} } }],
      tool_choice: { type: 'function', function: { name: 'f' } },
      prediction: { type: 'content', content: 'x' },
      service_tier: 'flex',
      user: 'me',
    };
    await createCompletion(client, params);
    expect(JSON.parse(seen[0]?.body ?? '')).toEqual(params);
  },
);

it('answers with the first choice and its text, all choices and the usage', async () => {
  const body = completionBody('c', 'Hi');
  const second = { ...body.choices[0], index: 1 };
  const choices = [...body.choices, second];
  const { client } = await startTestServer((response) => sendJson(response, { ...body, choices }));
  const answer = await createCompletion(client, { model: 'demo', messages: [], n: 2 });
  expect(answer).toMatchObject({ choice: body.choices[0], text: 'Hi', choices });
  expect(answer.usage).toEqual(body.usage);
});

it('rejects with what a server says of a provider that is not there', async () => {
  const error = {
    message: "There is no provider named 'nowhere'.",
    type: 'invalid_request_error',
    param: 'model',
    code: 'model_not_found',
  };
  const { client, seen } = await startTestServer((response) => sendJson(response, { error }, 404));
  const call = createCompletion(client, { model: 'nowhere:x', messages: [] });
  expect(await failure(call)).toMatchObject({
    ...error,
    status: 404,
    statusText: 'Not Found',
    body: { error },
    isNotFound: true,
  });
  expect(seen).toHaveLength(1);
});
