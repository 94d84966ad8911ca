import {
  completionAnswer,
  completionListAnswer,
  deletedAnswer,
  messageListAnswer,
} from '#contract/wire/completion-answer';
import { errorAnswer } from '#contract/wire/error-answer';
import { beforeAll, describe, expect, it } from 'vitest';
import { completion, scriptedProvider, sendJson } from '../testing/scripted-upstream';
import { wireErrors } from '../testing/wire-errors';
import { useServer } from '../testing/use-server';

const ids: string[] = [];

const BASE = '/v1/chat/completions';
const ODD_KEYS = ['a.b', 'a"b', 'a\\b', 'a[b]', 'a=b&c', '😀', '__proto__', 'a][b'];
const at = useServer((upstream) => ({ providers: [scriptedProvider(upstream)] }));

beforeAll(async () => {
  at.upstream.script((response, request) => {
    const { model } = JSON.parse(request.body) as { model: string };
    sendJson(response, completion('Hi', { model }));
  });

  for (let i = 0; i < 12; i += 1) {
    const key = ODD_KEYS[i] ?? 'plain';
    ids.push(
      await create({
        model: `scripted:m-${i % 2}`,
        metadata: Object.fromEntries([
          [key, `v${i}`],
          ['all', 'yes'],
        ]),
      }),
    );
  }
});

async function create(body: object): Promise<string> {
  const created = await at.server.app.inject({
    method: 'POST',
    url: BASE,
    payload: { store: true, messages: [{ role: 'user', content: 'Hello' }], ...body },
  });
  return created.json<{ id: string }>().id;
}

type List = { data: { id: string }[]; first_id: string; last_id: string; has_more: boolean };

async function list(query: string): Promise<List> {
  const response = await at.server.app.inject(`${BASE}${query}`);
  expect(response.statusCode).toBe(200);
  expect(wireErrors(completionListAnswer, response.json())).toEqual([]);
  return response.json<List>();
}

const idsOf = (page: List) => page.data.map(({ id }) => id);

describe('the list of stored completions', () => {
  it('is ascending by default and says where it begins, ends and whether it goes on', async () => {
    const page = await list('?limit=5');
    expect(idsOf(page)).toEqual(ids.slice(0, 5));
    expect(page).toMatchObject({ first_id: ids[0], last_id: ids[4], has_more: true });
    const rest = await list(`?limit=100&after=${page.last_id}`);
    expect(idsOf(rest)).toEqual(ids.slice(5));
    expect(rest.has_more).toBe(false);
  });

  it('has empty ids and no more when it is empty', async () => {
    expect(await list('?model=none')).toEqual({
      object: 'list',
      data: [],
      first_id: '',
      last_id: '',
      has_more: false,
    });
  });

  it('goes backwards with order=desc and filters by the model that answered', async () => {
    expect(idsOf(await list('?order=desc&limit=3'))).toEqual(ids.slice(-3).toReversed());
    expect(idsOf(await list('?model=m-1'))).toEqual(ids.filter((_, i) => i % 2 === 1));
    for (const model of ['%25', '_', "'%20OR%201=1--"]) {
      expect(idsOf(await list(`?model=${model}`))).toEqual([]);
    }
  });

  it.each(ODD_KEYS.map((key, i) => [key, i] as const))(
    'filters by the metadata key %j',
    async (key, i) => {
      const filter = encodeURIComponent(`metadata[${key}]`);
      expect(idsOf(await list(`?${filter}=v${i}&metadata%5Ball%5D=yes`))).toEqual([ids[i]]);
      expect(idsOf(await list(`?${filter}=v${i}&metadata[all]=no`))).toEqual([]);
    },
  );

  it('takes the metadata filter as one encoded text, as 4D AIKit sends it', async () => {
    const text = encodeURIComponent('metadata[all]=yes&metadata[😀]=v5');
    expect(idsOf(await list(`?order=asc&metadata=${text}`))).toEqual([ids[5]]);
    expect(idsOf(await list('?order=asc&metadata=metadata%5Ball%5D%3Dno'))).toEqual([]);
  });

  it('ignores parameters it does not know', async () => {
    expect(idsOf(await list('?limit=1&x=1'))).toEqual([ids[0]]);
  });

  it.each([
    ['limit=0', 'limit', 'integer_below_min_value'],
    ['limit=-1', 'limit', 'integer_below_min_value'],
    ['limit=101', 'limit', 'integer_above_max_value'],
    ['limit=1e20', 'limit', 'invalid_type'],
    ['limit=abc', 'limit', 'invalid_type'],
    ['limit=1.5', 'limit', 'invalid_type'],
    ['limit=%D9%A3', 'limit', 'invalid_type'],
    ['limit=', 'limit', 'invalid_type'],
    ['limit=1&limit=2', 'limit', 'invalid_value'],
    ['order=DESC', 'order', 'invalid_value'],
    ['after=', 'after', 'invalid_cursor'],
    ['after=chatcmpl-unknown', 'after', 'invalid_cursor'],
    ['after=%00', 'after', 'invalid_value'],
    ['metadata=all=yes', 'metadata', 'invalid_value'],
    ['metadata.all=yes', 'metadata', 'invalid_value'],
    ['metadata[all][]=yes', 'metadata', 'invalid_value'],
    ['model[]=m-1', 'model[]', 'unknown_parameter'],
    ['Model=m-1', 'Model', 'unknown_parameter'],
    ['models=m-1', 'models', 'unknown_parameter'],
    [
      Array.from({ length: 17 }, (_, i) => `metadata[k${i}]=v`).join('&'),
      'metadata',
      'invalid_value',
    ],
  ])('refuses %s', async (query, param, code) => {
    const refused = await at.server.app.inject(`${BASE}?${query}`);
    expect(refused.statusCode).toBe(400);
    expect(refused.json()).toMatchObject({ error: { param, code } });
    expect(wireErrors(errorAnswer, refused.json())).toEqual([]);
  });

  it('says what is wrong with a limit in the words of the live service', async () => {
    const refused = await at.server.app.inject(`${BASE}?limit=0`);
    expect(refused.json()).toMatchObject({
      error: {
        message:
          "Invalid 'limit': integer below minimum value. Expected a value >= 1, but got 0 instead.",
      },
    });
  });
});

function post(url: string, payload: object | string, headers: Record<string, string> = {}) {
  return at.server.app.inject({
    method: 'POST',
    url,
    headers: { 'content-type': 'application/json', ...headers },
    payload: typeof payload === 'string' ? payload : JSON.stringify(payload),
  });
}

describe('one stored completion', () => {
  it('takes a new metadata map as a whole', async () => {
    const id = await create({ model: 'scripted:m', metadata: { a: '1', b: '2' } });
    const updated = await post(`${BASE}/${id}`, { metadata: { c: '3' } });
    expect(updated.json()).toMatchObject({ id, metadata: { c: '3' } });
    expect(wireErrors(completionAnswer, updated.json())).toEqual([]);
    const read = await at.server.app.inject(`${BASE}/${id}`);
    expect(read.json<{ metadata: object }>().metadata).toEqual({ c: '3' });
    expect((await post(`${BASE}/${id}`, { metadata: null })).json()).toMatchObject({
      metadata: {},
    });
  });

  it('refuses an edit that is based on an old version', async () => {
    const id = await create({ model: 'scripted:m' });
    const { etag } = (await at.server.app.inject(`${BASE}/${id}`)).headers as { etag: string };
    const first = await post(`${BASE}/${id}`, { metadata: { by: 'me' } }, { 'if-match': etag });
    expect(first.statusCode).toBe(200);
    expect(first.headers['etag']).not.toBe(etag);
    for (const tag of [etag, `W/${first.headers['etag'] as string}`, 'garbage']) {
      const stale = await post(`${BASE}/${id}`, { metadata: { by: 'you' } }, { 'if-match': tag });
      expect(stale.statusCode).toBe(412);
      expect(stale.json()).toMatchObject({ error: { code: 'precondition_failed' } });
    }
    const lists = [`${etag}, "x"`, `${etag}, W/${String(first.headers['etag'])}`, '"', '"2" or so'];
    for (const tags of lists)
      expect((await post(`${BASE}/${id}`, { metadata: {} }, { 'if-match': tags })).statusCode).toBe(
        412,
      );
    const read = await at.server.app.inject(`${BASE}/${id}`);
    expect(read.json()).toMatchObject({ metadata: { by: 'me' } });
    const list = `W/"9", "a,b",${etag} , ${String(first.headers['etag'])},`;
    const taken = await post(`${BASE}/${id}`, { metadata: {} }, { 'if-match': list });
    expect(taken.statusCode).toBe(200);
    expect((await post(`${BASE}/${id}`, { metadata: {} })).statusCode).toBe(200);
  });

  it.each([
    ['no metadata', {}, 'metadata', 'missing_required_parameter'],
    ['another field', { metadata: {}, model: 'x' }, 'model', 'unknown_parameter'],
    ['an array', { metadata: [] }, 'metadata', 'invalid_type'],
    [
      '17 pairs',
      { metadata: Object.fromEntries(Array.from({ length: 17 }, (_, i) => [i, ''])) },
      'metadata',
      'object_above_max_properties',
    ],
    [
      'a key of 65',
      { metadata: { ['k'.repeat(65)]: '' } },
      `metadata.${'k'.repeat(65)}`,
      'string_above_max_length',
    ],
    [
      'a value of 513',
      { metadata: { k: 'v'.repeat(513) } },
      'metadata.k',
      'string_above_max_length',
    ],
    ['a number', { metadata: { k: 1 } }, 'metadata.k', 'invalid_type'],
    ['null as a value', { metadata: { k: null } }, 'metadata.k', 'invalid_type'],
    ['an object as a value', { metadata: { k: {} } }, 'metadata.k', 'invalid_type'],
    ['an empty key', { metadata: { '': 'v' } }, 'metadata', 'invalid_value'],
    ['a NUL', '{"metadata":{"k":"\\u0000"}}', 'metadata.k', 'invalid_value'],
    ['a lone surrogate', '{"metadata":{"k":"\\ud800"}}', 'metadata.k', 'invalid_value'],
  ])('refuses an update with %s and changes nothing', async (_, body, param, code) => {
    const refused = await post(`${BASE}/${ids[0]}`, body);
    expect(refused.statusCode).toBe(400);
    expect(refused.json()).toMatchObject({ error: { param, code } });
    const read = await at.server.app.inject(`${BASE}/${ids[0]}`);
    expect(read.json()).toMatchObject({ metadata: { all: 'yes' } });
  });

  it('counts lengths in code points', async () => {
    const metadata = { ['😀'.repeat(64)]: '😀'.repeat(512) };
    const updated = await post(`${BASE}/${ids[1]}`, { metadata });
    expect(updated.json()).toMatchObject({ metadata });
  });

  it('is gone once deleted, and says so once', async () => {
    const id = await create({ model: 'scripted:m' });
    const deleted = await at.server.app.inject({
      method: 'DELETE',
      url: `${BASE}/${id}`,
      payload: { any: 1 },
    });
    expect(deleted.json()).toEqual({ object: 'chat.completion.deleted', id, deleted: true });
    expect(wireErrors(deletedAnswer, deleted.json())).toEqual([]);
    const again = await at.server.app.inject({ method: 'DELETE', url: `${BASE}/${id}` });
    expect(again.statusCode).toBe(404);
    expect(idsOf(await list(`?after=${id}`))).toEqual([]);
  });

  it.each(['nope', 'a%2Fb', '..%2Fx', '%00', 'x'.repeat(300), '😀', ''])(
    'is not found under the id %j, for every operation alike',
    async (id) => {
      for (const answer of [
        await at.server.app.inject(`${BASE}/${id}`),
        await at.server.app.inject({ method: 'DELETE', url: `${BASE}/${id}` }),
        await post(`${BASE}/${id}`, { metadata: {} }),
      ]) {
        expect(answer.statusCode).toBe(404);
        expect(wireErrors(errorAnswer, answer.json())).toEqual([]);
      }
    },
  );
});

describe('the messages of a stored completion', () => {
  const parts = [
    { type: 'text', text: 'Look' },
    { type: 'image_url', image_url: { url: 'https://example.com/a.png' } },
  ];

  it('are the request’s, in pages, with ids and content parts', async () => {
    const messages = [
      { role: 'system', content: 'Be kind.' },
      { role: 'user', content: parts },
      ...Array.from({ length: 30 }, (_, i) => ({ role: 'user', content: `m${i}` })),
    ];
    const id = await create({ model: 'scripted:m', messages });
    const first = (await at.server.app.inject(`${BASE}/${id}/messages`)).json<
      List & { data: object[] }
    >();
    expect(first.data).toHaveLength(20);
    expect(first).toMatchObject({ first_id: `${id}-0`, last_id: `${id}-19`, has_more: true });
    expect(first.data[0]).toMatchObject({
      id: `${id}-0`,
      role: 'system',
      content: 'Be kind.',
      content_parts: null,
    });
    expect(first.data[1]).toMatchObject({ role: 'user', content: null, content_parts: parts });
    const rest = (await at.server.app.inject(`${BASE}/${id}/messages?after=${id}-19`)).json<List>();
    expect(rest.data).toHaveLength(12);
    expect(rest.has_more).toBe(false);
    const last = (
      await at.server.app.inject(`${BASE}/${id}/messages?order=desc&limit=1`)
    ).json<List>();
    expect(idsOf(last)).toEqual([`${id}-31`]);
    // The spec lists them as response messages, whose only role is the assistant's.
    const asListed = { ...first, data: first.data.map((m) => ({ ...m, role: 'assistant' })) };
    expect(wireErrors(messageListAnswer, asListed)).toEqual([]);
  });

  it('come back to the character', async () => {
    const content = '"\\u0000\\ud800 \\u202e 12345678901234567890"';
    const created = await post(
      BASE,
      `{"model":"scripted:m","store":true,"messages":[{"role":"user","content":${content},"x":1.0}]}`,
    );
    const read = await at.server.app.inject(
      `${BASE}/${created.json<{ id: string }>().id}/messages`,
    );
    expect(read.body).toContain(`"content":${content},"x":1.0`);
  });

  it('refuse a cursor of another list', async () => {
    const refused = await at.server.app.inject(`${BASE}/${ids[0]}/messages?after=${ids[1]}-0`);
    expect(refused.json()).toMatchObject({ error: { param: 'after', code: 'invalid_cursor' } });
  });
});

describe('the request of a stored completion', () => {
  it('comes back as it was sent, but for what the gateway acts on', async () => {
    const rest =
      '"messages":[{"role":"user","content":"Hi","name":null,"n":12345678901234567890}],"stop":"\\n","top_k":40,"n":1.0,"tools":null';
    const created = await at.server.app.inject({
      method: 'POST',
      url: BASE,
      headers: { 'content-type': 'application/json' },
      payload: `{"model":"scripted:m","store":true,"metadata":{"a":"b"},${rest}}`,
    });
    const { id } = created.json<{ id: string }>();
    const request = await at.server.app.inject({ url: `/api/completions/${id}/request` });
    expect(request.statusCode).toBe(200);
    for (const member of rest.match(/"(?:messages":\[.*?\]|\w+":(?:"[^"]*"|[\w.]+))/g) ?? [])
      expect(request.body).toContain(member);
    expect(Object.keys(request.json()).toSorted()).toEqual([
      'messages',
      'model',
      'n',
      'stop',
      'tools',
      'top_k',
    ]);
    const detail = await at.server.app.inject({ url: `/api/completions/${id}` });
    expect(detail.json()).toMatchObject({ parameters: ['stop', 'top_k', 'n', 'tools'] });
    expect((await at.server.app.inject({ url: '/api/completions/nope/request' })).statusCode).toBe(
      404,
    );
  });
});
