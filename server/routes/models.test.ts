import { modelAnswer, modelListAnswer } from '#contract/wire/model-answer';
import { beforeAll, describe, expect, it } from 'vitest';
import { scriptedProvider, sendJson } from '../testing/scripted-upstream';
import { useServer } from '../testing/use-server';
import { wireErrors } from '../testing/wire-errors';

const at = useServer((upstream) => ({
  providers: [
    scriptedProvider(upstream),
    { ...scriptedProvider(upstream), name: 'my own', baseUrl: 'http://127.0.0.1:1/v1' },
  ],
  aliases: {
    fast: { provider: 'scripted', model: 'm-1' },
    lost: { provider: 'nobody', model: 'm-1' },
    'm-2': { provider: 'demo', model: 'demo-echo' },
  },
}));

let models: unknown;
beforeAll(() => {
  models = { object: 'list', data: [{ id: 'm-1' }] };
  at.upstream.script((response) => sendJson(response, models));
});

type Listed = { id: string; [member: string]: unknown };

async function listed(path = '/v1/models'): Promise<Listed[]> {
  const { statusCode, body } = await at.server.app.inject(path);
  expect(statusCode).toBe(200);
  expect(wireErrors(modelListAnswer, JSON.parse(body))).toEqual([]);
  return (JSON.parse(body) as { data: Listed[] }).data;
}

/** Those of the scripted provider, which is the default one. */
async function scripted(body: unknown): Promise<Listed[]> {
  models = body;
  const all = await listed();
  return all.filter(
    ({ id, owned_by }) => !id.startsWith('demo:') && !String(owned_by).startsWith('alias of'),
  );
}

describe('the list of models', () => {
  it('skips what has no id, whatever else it has', async () => {
    const items = [
      { name: 'only-name' },
      { id: null, name: 'null-id', model: 'x' },
      { id: 7 },
      { id: ' ' },
      { id: 'fine', name: 'Fine', created: '2024-01-01' },
      'bare-text',
      null,
      ['list'],
    ];
    for (const body of [{ object: 'list', data: items }, items, { models: items }])
      expect((await scripted(body)).map(({ id }) => id)).toEqual(['fine']);
  });

  it('passes on what it does not know', async () => {
    const known = { object: 'model', created: 1_700_000_000, owned_by: 'openai' };
    const more = {
      shutdown_date: '2027-01-01',
      context_length: 131_072,
      pricing: { prompt: '0.000001', completion: null },
    };
    expect(await scripted({ object: 'list', data: [{ id: 'm-1', ...known, ...more }] })).toEqual([
      { id: 'm-1', ...known, ...more },
    ]);
  });

  it.each([
    ['a bare array', [{ id: 'a' }]],
    ['models', { models: [{ id: 'a' }] }],
    ['Ollama’s names', { models: [{ name: 'a', model: 'a', modified_at: 'x' }] }],
    ['names alone', { models: [{ name: 'a' }] }],
    ['no data beside models', { data: null, models: [{ id: 'a' }] }],
    ['data of no use beside models', { data: [{}], models: [{ id: 'a' }] }],
    ['both', { data: [{ id: 'a' }], models: [{ name: 'b' }] }],
    ['an id that is no text', [{ id: 7, name: 'a' }]],
    ['odd times and owners', [{ id: 'a', created: '2024', owned_by: { x: 1 }, object: 7 }]],
    ['a time that is no number', [{ id: 'a', created: null }]],
    ['a time with a fraction', [{ id: 'a', created: 1_700_000_000.5 }]],
    ['a time before all', [{ id: 'a', created: -1 }]],
    ['a byte order mark', `\uFEFF${JSON.stringify([{ id: 'a' }])}`],
  ])('is read from %s', async (_, body) => {
    expect((await scripted(body)).map(({ id }) => id)).toEqual(['a']);
  });

  it('skips what has no id, and loses nothing else by it', async () => {
    const odd = [
      null,
      7,
      'm',
      [],
      {},
      { id: '' },
      { id: ' ' },
      { id: null },
      { id: {} },
      { object: 'model' },
    ];
    const data = [{ id: 'first' }, ...odd, { id: 'last' }];
    expect((await scripted({ data })).map(({ id }) => id)).toEqual(['first', 'last']);
  });

  it.each([
    ['an object', {}],
    ['null', 'null'],
    ['a page', '<html>'],
    ['text', '"models"'],
    ['data that is a map', { data: { a: { id: 'a' } } }],
    ['thousands of levels', `[{"id":"a","x":${'['.repeat(9_000)}${']'.repeat(9_000)}}]`],
  ])('has nothing of a provider that answers with %s, and all of the others', async (_, body) => {
    expect(await scripted(body)).toEqual([]);
    expect((await listed()).map(({ id }) => id)).toContain('demo:demo-echo');
  });

  it('offers no alias that leads nowhere, and each name once', async () => {
    models = [{ id: 'm-1' }, { id: 'm-1' }, { id: 'm-2' }];
    const ids = (await listed()).map(({ id }) => id);
    expect(ids.filter((id) => !id.startsWith('demo:'))).toEqual(['fast', 'm-2', 'm-1']);
  });

  it('is there with a slash at its end, as 4D AIKit asks', async () => {
    expect(await listed('/v1/models/')).toEqual(await listed());
  });
});

describe('one model', () => {
  const one = (id: string) => at.server.app.inject(`/v1/models/${id}`);

  it.each([
    ['a plain name', 'm-1', 'm-1'],
    ['its provider before it', 'scripted:m-1', 'scripted:m-1'],
    ['a slash', 'org/m-3', 'org/m-3'],
    ['an encoded slash and a colon', 'org%2Fm-3%3Afree', 'org/m-3:free'],
    ['another provider', 'demo:demo-echo', 'demo:demo-echo'],
    ['an alias', 'fast', 'fast'],
  ])('is retrieved by %s', async (_, path, id) => {
    models = [{ id: 'm-1', context_length: 8 }, { id: 'org/m-3' }, { id: 'org/m-3:free' }];
    const answer = await one(path);
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toMatchObject({ id, object: 'model' });
    expect(wireErrors(modelAnswer, answer.json())).toEqual([]);
  });

  it('carries what its provider says of it', async () => {
    models = [{ id: 'm-1', context_length: 8 }];
    expect((await one('scripted:m-1')).json()).toMatchObject({ context_length: 8 });
  });

  it.each([
    ['unknown', /^The model 'unknown' does not exist/],
    ['scripted:unknown', /does not exist/],
    ['lost', /no provider named 'nobody'/],
    ['nowhere:m-1', /no provider named 'nowhere'/],
    ['my%20own:m-1', /does not exist/],
  ])('is a 404 as %s', async (id, message) => {
    models = [{ id: 'm-1' }];
    const answer = await one(id);
    expect([answer.statusCode, answer.json()]).toMatchObject([
      404,
      { error: { param: 'model', code: 'model_not_found' } },
    ]);
    expect(answer.json<{ error: { message: string } }>().error.message).toMatch(message);
  });
});
