import { expect, it } from 'vitest';
import { listModels } from '@/api/list-models';
import { retrieveModel } from '@/api/retrieve-model';
import { sendJson, startTestServer } from '@/api/test-server';

async function idsOf(body: unknown): Promise<string[]> {
  const { client } = await startTestServer((response) => sendJson(response, body));
  return (await listModels(client)).data.map(({ id }) => id);
}

it('lists what a server has, with all that it says of each', async () => {
  const model = {
    id: 'm',
    object: 'model',
    created: 1,
    owned_by: 'x',
    shutdown_date: '2027-01-01',
  };
  const { client, seen } = await startTestServer((response) =>
    sendJson(response, { object: 'list', data: [model] }),
  );
  expect((await listModels(client)).data).toEqual([model]);
  expect(seen).toMatchObject([{ method: 'GET', url: '/v1/models' }]);
});

it.each([
  ['a bare array', [{ id: 'a' }, { id: 'b' }]],
  ['models', { models: [{ name: 'a' }, { model: 'b', name: 'c' }] }],
  ['no data beside models', { data: null, models: [{ id: 'a' }, { id: 'b' }] }],
  ['odd items', { data: [{ id: 'a' }, null, 3, [], {}, { id: '' }, { id: 7 }, { id: 'b' }] }],
])('reads %s', async (_, body) => {
  expect(await idsOf(body)).toEqual(['a', 'b']);
});

it('takes null for a list of nothing, and what is no list for no answer of such a server', async () => {
  expect(await idsOf({ data: null })).toEqual([]);
  for (const body of [{}, 'null', '"x"', { data: {} }]) {
    await expect(idsOf(body)).rejects.toMatchObject({ kind: 'invalid_response' });
  }
});

it('retrieves one by a name that holds a slash, a colon or anything else', async () => {
  const { client, seen } = await startTestServer((response, { url }) =>
    sendJson(response, { id: decodeURIComponent(url.replace('/v1/models/', '')), x: 1 }),
  );
  for (const id of ['m', 'org/m:free', 'local:llama3.2:1b', 'a b?c#d%']) {
    expect((await retrieveModel(client, id)).data).toEqual({ id, x: 1 });
  }
  expect(seen[1]?.url).toBe('/v1/models/org/m%3Afree');
  expect(seen[3]?.url).toBe('/v1/models/a%20b%3Fc%23d%25');
});

it.each(['', '.', '..', 'a/../b', '/a', 'a/', 'a//b'])('asks nobody for a model %j', async (id) => {
  const { client, seen } = await startTestServer((response) => sendJson(response, { data: [] }));
  await expect(retrieveModel(client, id)).rejects.toMatchObject({
    status: 404,
    code: 'model_not_found',
  });
  expect(seen).toEqual([]);
});

it('says what a server says of a model that it does not have', async () => {
  const error = {
    message: 'No model x.',
    type: 'invalid_request_error',
    param: 'model',
    code: 'c',
  };
  const { client } = await startTestServer((response) => sendJson(response, { error }, 404));
  await expect(retrieveModel(client, 'x')).rejects.toMatchObject({
    ...error,
    status: 404,
    statusText: 'Not Found',
    body: { error },
  });
});

it('refuses an answer that is no model', async () => {
  const { client } = await startTestServer((response) => sendJson(response, { object: 'list' }));
  await expect(retrieveModel(client, 'x')).rejects.toMatchObject({ kind: 'invalid_response' });
});
