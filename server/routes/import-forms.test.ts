import { describe, expect, it } from 'vitest';
import { exported, HOST, imported, withApp } from '../testing/transfer';
import type { TestApp } from '../testing/start-app';

const completion = (id: string, more: object = {}) => ({
  id,
  object: 'chat.completion',
  created: 1_764_300_000,
  model: 'm-x',
  choices: [{ index: 0, message: { role: 'assistant', content: 'Lima.' }, finish_reason: 'stop' }],
  usage: { prompt_tokens: 3, completion_tokens: 2, total_tokens: 5 },
  ...more,
});
const chat = (asked: string, answer: string) => ({
  messages: [
    { role: 'user', content: asked },
    { role: 'assistant', content: answer },
  ],
});

type Row = {
  id: string;
  input_preview: string;
  output_preview: string;
  finish_reason: string;
  tool_calls: number;
  created: number;
  metadata: Record<string, string>;
};

async function rowsOf({ app }: TestApp): Promise<Row[]> {
  const answer = await app.inject({
    url: '/api/completions?order=asc&sort=created',
    headers: HOST,
  });
  return answer.json<{ data: Row[] }>().data;
}

/** What a file brings: its rows, and what the answer said. */
const brought = (file: string) =>
  withApp({}, async (server) => {
    const answer = await imported(server, file);
    return { ...answer, rows: await rowsOf(server) };
  });

const UNREADABLE = 'not one valid JSON object in UTF-8, nested at most 128 levels deep';
const CHATS = [chat('Capital of Peru?', 'Lima.'), chat('x, "y]" {\\', 'y\n[z]')];

describe('a file that is one list', () => {
  it.each([
    ['indented', JSON.stringify(CHATS, null, 2)],
    ['on one line', JSON.stringify(CHATS)],
    ['with an item a line', `[${CHATS.map((each) => JSON.stringify(each)).join(',\n')}]\n`],
    [
      'with tabs, CRLF and a mark',
      `\uFEFF\r\n ${JSON.stringify(CHATS, null, '\t').replaceAll('\n', '\r\n')}`,
    ],
    [
      'of two items with blanks around the comma',
      JSON.stringify(CHATS).replace('},{"messages"', '} , {"messages"'),
    ],
    ['behind which lines follow', `${JSON.stringify([CHATS[0]])}\n${JSON.stringify(CHATS[1])}\n`],
  ])('%s brings each of its items', async (_, file) => {
    const { counts, rows } = await brought(file);
    expect(counts).toEqual({ done: 2, changed: 2, skipped: 0, failed: 0 });
    expect(rows.map(({ input_preview }) => input_preview).sort()).toEqual(
      ['Capital of Peru?', 'x, "y]" {\\'].sort(),
    );
  });

  it('arrives in pieces cut anywhere', async () => {
    const file = Buffer.from(JSON.stringify([...CHATS, chat('Größe 🧂?', 'ä')], null, 2));
    await withApp({ listen: true }, async (server) => {
      const pieces = Array.from({ length: file.length }, (_, at) => file.subarray(at, at + 1));
      const body = new ReadableStream({
        start(controller) {
          for (const piece of pieces) controller.enqueue(new Uint8Array(piece));
          controller.close();
        },
      });
      const init = { method: 'POST', body, duplex: 'half' } as RequestInit;
      const response = await fetch(`${server.url}/api/import`, init);
      expect(await response.json()).toMatchObject({ counts: { changed: 3, failed: 0 } });
      expect((await rowsOf(server)).map(({ input_preview }) => input_preview)).toContain(
        'Größe 🧂?',
      );
    });
  });

  it('names the items that cannot be read by their numbers', async () => {
    const { counts, failures } = await brought(
      JSON.stringify([CHATS[0], 7, CHATS[1], { a: 1 }, []], null, 2),
    );
    expect(counts).toMatchObject({ changed: 2, failed: 3 });
    expect(failures.map(({ line }) => line)).toEqual([2, 4, 5]);
  });

  it.each(['[', '[[', '[{"messages":[', '[]', '{\n', '[}', ']', '\uFEFF'])(
    'that is broken or empty ends well: %s',
    async (file) => {
      expect(await brought(file)).toMatchObject({ counts: { changed: 0 }, rows: [] });
    },
  );
});

it('values that are indented, one behind the other', async () => {
  const file = ['a', 'b'].map((id) => JSON.stringify(completion(id), null, 2)).join('\n');
  expect(await brought(file)).toMatchObject({ counts: { changed: 2, failed: 0 } });
});

describe('an indented value that is broken', () => {
  const good = ['g1', 'g2', 'g3'].map((id) => JSON.stringify(completion(id))).join('\n');

  it.each([
    ['by a brace alone', '{'],
    ['by a member without an end', '{\n  "id": "x"'],
    ['behind a comma', '{\n  "id": "x",'],
    ['in a text', '{\n  "id": "x'],
    ['behind a backslash', '{\n  "id": "x\\'],
    ['deep within', '{\n  "a": [\n    {\n      "b": [1'],
    ['with a member too much', '{\n  "a" "b",'],
    ['with CRLF', '{\r\n  "id": "x",\r'],
  ])('%s is one fault, and what follows is read', async (_, broken) => {
    const { counts, failures, rows } = await brought(`${broken}\n${good}\n`);
    expect(failures).toEqual([{ line: 1, reason: UNREADABLE }]);
    expect(counts).toEqual({ done: 4, changed: 3, skipped: 0, failed: 1 });
    expect(rows.map(({ id }) => id).toSorted()).toEqual(['g1', 'g2', 'g3']);
  });

  it('takes no indented value with it either', async () => {
    const values = ['g1', 'g2'].map((id) => JSON.stringify(completion(id), null, 2));
    const { failures, rows } = await brought(['{\n  "id": "x",', ...values].join('\n'));
    expect(failures).toEqual([{ line: 1, reason: UNREADABLE }]);
    expect(rows.map(({ id }) => id).toSorted()).toEqual(['g1', 'g2']);
  });

  it.each([
    ['without indents', 0],
    ['with braces on lines of their own', 1],
  ])('is none that is written %s', async (_, style) => {
    const lines = JSON.stringify(completion('g1', { metadata: { env: 'x' } }), null, 2);
    const flat = lines.replace(/^ +/gm, '');
    const file = style === 0 ? flat : flat.replace(/([:[]) ?\{/g, '$1\n{');
    expect(await brought(file)).toMatchObject({ counts: { changed: 1, failed: 0 } });
  });
});

describe('a saved page of a list', () => {
  const page = {
    object: 'list',
    data: [completion('l1', { metadata: { env: 'x' } }), completion('l2')],
    first_id: 'l1',
    last_id: 'l2',
    has_more: false,
  };
  it.each([
    ['on one line', JSON.stringify(page)],
    ['indented', JSON.stringify(page, null, 4)],
    ['and another behind it', `${JSON.stringify({ ...page, data: [] })}\n${JSON.stringify(page)}`],
  ])('%s', async (_, file) => {
    const { counts, rows } = await brought(file);
    expect(counts).toMatchObject({ changed: 2, failed: 0 });
    expect(rows.find(({ id }) => id === 'l1')).toMatchObject({ metadata: { env: 'x' } });
  });

  it('keeps the digits, and the good items beside the bad', async () => {
    const good = JSON.stringify(completion('l1')).replace(
      '"m-x"',
      '"m-x","seed":4944116822809979520',
    );
    const file = `{"object":"list","data":[${good},null,{"id":"x"},${good.replace('l1', 'l2')}]}`;
    await withApp({}, async (server) => {
      const { counts, failures } = await imported(server, file);
      expect(counts).toMatchObject({ changed: 2, failed: 2 });
      expect(failures[0]).toMatchObject({ line: 1, reason: 'an item of the list is no object' });
      const found = await server.app.inject({ url: '/v1/chat/completions/l2', headers: HOST });
      expect(found.body).toContain('"seed":4944116822809979520');
    });
  });
});

describe('the output of a batch', () => {
  const line = (name: unknown, response: unknown, error: unknown = null) =>
    JSON.stringify({ id: 'batch_req_1', custom_id: name, response, error });
  it('brings its answers under the names of their requests, and tells what failed', async () => {
    const file = [
      line('req-1', { status_code: 200, request_id: 'r1', body: completion('b1') }),
      line('req-2', { status_code: 400, body: { error: { message: 'bad' } } }),
      line('req-3', null, { code: 'batch_expired', message: 'It took too long.' }),
      line('req-4', { status_code: 200, body: { object: 'list', data: [] } }),
      line('req-5', { status_code: 200, body: completion('b5', { metadata: { env: 'x' } }) }),
      line(7, { status_code: 200, body: completion('b7') }),
    ].join('\n');
    const { counts, failures, rows } = await brought(file);
    expect(counts).toMatchObject({ changed: 2, failed: 4 });
    expect(rows.map(({ id, metadata }) => [id, metadata])).toEqual(
      expect.arrayContaining([
        ['b1', { custom_id: 'req-1' }],
        ['b5', { env: 'x', custom_id: 'req-5' }],
      ]),
    );
    expect(failures.map(({ line, reason }) => `${line} ${reason}`)).toEqual([
      '2 the request "req-2" failed (400): bad',
      '3 the request "req-3" failed: It took too long.',
      '4 the request "req-4" has no chat.completion for an answer',
      "6 Invalid type for 'metadata.custom_id': expected a string, but got an integer instead.",
    ]);
  });
});

describe('files of training', () => {
  it('with calls of the old form come in and go out', async () => {
    const call = { name: 'weather', arguments: '{"town":"Bern"}' };
    const asked = { role: 'user', content: 'Weather in Bern?' };
    const calls = { role: 'assistant', content: null, function_call: call };
    const functions = [{ name: 'weather', parameters: { type: 'object', properties: {} } }];
    const told = [
      { role: 'function', name: 'weather', content: '{"c":4}' },
      { role: 'assistant', content: '4 degrees.' },
    ];
    const file = [
      { messages: [asked, calls], functions },
      { messages: [asked, calls, ...told] },
    ].map((each) => JSON.stringify(each));
    await withApp({}, async (server) => {
      expect(await imported(server, file.join('\n'))).toMatchObject({ counts: { changed: 2 } });
      const rows = await rowsOf(server);
      expect(rows.map(({ tool_calls, finish_reason }) => [tool_calls, finish_reason])).toEqual(
        expect.arrayContaining([
          [1, 'function_call'],
          [0, 'stop'],
        ]),
      );
      const out = (await exported(server, 'format=chat')).trim().split('\n');
      expect(out.map((each) => JSON.parse(each) as unknown)).toEqual(
        expect.arrayContaining(file.map((each) => JSON.parse(each) as unknown)),
      );
    });
  });

  it('of ShareGPT are conversations', async () => {
    const file = [
      {
        conversations: [
          { from: 'human', value: 'Capital of Peru?' },
          { from: 'gpt', value: 'Lima.' },
        ],
      },
      {
        system: 'Be brief.',
        conversations: [
          { from: 'user', value: 'x' },
          { from: 'assistant', value: 'y' },
        ],
      },
      {
        conversations: [
          { role: 'user', content: 'a' },
          { role: 'assistant', content: 'b' },
        ],
      },
      {
        conversations: [
          { from: 'human', value: 'x' },
          { from: 'observation', value: '4' },
        ],
      },
      { conversations: [null] },
      { conversations: [] },
    ].map((each) => JSON.stringify(each));
    const { counts, failures, rows } = await brought(file.join('\n'));
    expect(counts).toMatchObject({ changed: 3, failed: 3 });
    expect(rows.map(({ output_preview }) => output_preview).sort()).toEqual(['Lima.', 'b', 'y']);
    expect(failures[0]?.reason).toBe(
      'a turn of a ShareGPT conversation is from "observation", which is not known',
    );
  });

  it('of preferences bring both answers, told apart', async () => {
    const pair = {
      input: {
        messages: [{ role: 'user', content: 'Capital of Peru?' }],
        tools: [],
        parallel_tool_calls: true,
      },
      preferred_output: [{ role: 'assistant', content: 'Lima.' }],
      non_preferred_output: [{ role: 'assistant', content: 'Quito.' }],
    };
    const { counts, rows } = await brought(JSON.stringify(pair));
    expect(counts).toMatchObject({ changed: 2, failed: 0 });
    expect(rows.map(({ output_preview, metadata }) => [output_preview, metadata])).toEqual(
      expect.arrayContaining([
        ['Lima.', { preference: 'preferred' }],
        ['Quito.', { preference: 'rejected' }],
      ]),
    );
  });

  it('of another kind are one fault, not one a line', async () => {
    const { counts, failures } = await brought(
      Array.from({ length: 500 }, (_, at) => `{"prompt":"${at}","completion":"x"}`).join('\n'),
    );
    expect(counts).toMatchObject({ done: 500, failed: 500 });
    expect(failures).toEqual([
      expect.objectContaining({
        line: 1,
        last: 500,
        reason: expect.stringContaining('neither') as string,
      }),
    ]);
  });
});

it('choices that are one object are a list of one', async () => {
  const one = { ...completion('one'), choices: completion('one').choices[0] };
  expect(await brought(JSON.stringify(one))).toMatchObject({
    counts: { changed: 1 },
    rows: [{ output_preview: 'Lima.', finish_reason: 'stop' }],
  });
});

it('a date with a fraction is one of its second', async () => {
  const { rows } = await brought(JSON.stringify(completion('fl', { created: 1_764_300_000.5 })));
  expect(rows).toMatchObject([{ id: 'fl', created: 1_764_300_000 }]);
});

describe('a completion with what it answers', () => {
  const asked = { role: 'user', content: 'Capital of Peru?' };
  const answer = { role: 'assistant', content: 'Lima.' };
  const recordOf = (more: object) =>
    withApp({}, async (server) => {
      const { failures } = await imported(server, JSON.stringify(completion('c', more)));
      expect(failures).toEqual([]);
      return JSON.parse(await exported(server)) as Record<string, unknown>;
    });

  it.each<[string, object]>([
    ['as a server lists it', { input_messages: [{ id: 'm-0', ...asked, name: null }] }],
    ['with the answer appended', { messages: [asked, answer] }],
    ['in its request', { messages: null, request: { model: 'm', messages: [asked] } }],
    ['before its request', { messages: [asked], request: null }],
  ])('%s', async (_, more) => {
    const record = await recordOf(more);
    expect(record).toMatchObject({ messages: [asked], input_preview: 'Capital of Peru?' });
    expect(record['completion']).not.toHaveProperty('input_messages');
  });

  it('has the metadata that were sent, unless it says others itself', async () => {
    const request = { model: 'm', messages: [asked], metadata: { env: 'prod', who: 'me' } };
    const kept = { env: 'prod', who: 'me' };
    expect(await recordOf({ request, metadata: {} })).toMatchObject({ metadata: kept });
    expect(await recordOf({ request, metadata: null })).toMatchObject({ metadata: kept });
    expect(await recordOf({ request, metadata: { env: 'test' } })).toMatchObject({
      metadata: { ...kept, env: 'test' },
    });
  });

  it('is not complete when it says itself that it failed', async () => {
    const choices = [
      { index: 0, message: answer, finish_reason: 'error', error: { message: 'x' } },
    ];
    expect(await recordOf({ choices })).toMatchObject({
      state: 'incomplete',
      reason: 'upstream_error',
    });
  });
});
