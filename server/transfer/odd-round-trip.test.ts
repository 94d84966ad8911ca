import { afterAll, beforeAll, expect, it } from 'vitest';
import { openStore } from '../store/open-store';
import { PostgresServer } from '../testing/postgres-server';
import type { TestApp } from '../testing/start-app';
import { exported, imported, withApp } from '../testing/transfer';
import { COLUMN_NAMES } from '#contract/columns';

const postgres = new PostgresServer();
beforeAll(() => postgres.start());
afterAll(() => postgres.remove());

const user = { role: 'user', content: 'Hi' };
const made = { name: 'find', arguments: '{"a":1}' };
const call = { id: 'c1', type: 'function', function: made };
const answered = [user, { role: 'assistant', content: null, tool_calls: [call] }];

/** What an answer says, oddly. */
const ANSWERS: object[] = [
  { content: 'Yes', refusal: null, annotations: [], audio: null },
  { content: '<think>Hm</think>Yes' },
  { content: '<think>Hm</think>' },
  { content: '', reasoning_content: 'r'.repeat(5_000) },
  { content: null, refusal: 'No.' },
  { content: null, audio: { id: 'a', data: 'AAAA', transcript: 'Yes', expires_at: 1 } },
  { content: null, tool_calls: [call, null] },
  { content: '', tool_calls: [{ index: 0, id: 'c1', function: { ...made, arguments: { a: 1 } } }] },
  { content: null, function_call: { ...made, x: 1 } },
  { content: [{ type: 'text', text: 'Yes', annotations: [] }] },
  {
    content: [
      { type: 'thinking', thinking: 'Hm' },
      { type: 'text', text: 'Yes' },
    ],
  },
  { role: '', content: 'a\u2028b\u2029c\u0085d\u000be' },
  { role: 'model', content: '=cmd|x', name: null },
  { content: '"quoted",\r\nlines\t\u0001' },
  { content: '\ud800 alone, 😀 together, \u0000 nothing' },
  { content: `a${' '.repeat(3_000)}b` },
  { content: 'é e\u0301 ﬁ \u202e\ufeff' },
];

/** What stands around an answer, oddly. */
const AROUND: object[] = [
  { request: null },
  { messages: null },
  { usage: null, created: '1764000000.5' },
  { created: '2026-01-02T03:04:05Z', model: null },
  { created: null, request: { model: 'asked', messages: [user], user: 'me', seed: 1e300 } },
  { messages: [], request: { messages: [user] } },
  { input_messages: [{ id: 'm-0', ...user, name: null }], store: true },
  { messages: [user, { role: 'assistant', content: 'Yes' }] },
  { messages: [user, { role: 'assistant', content: 'No' }, user] },
  { messages: [...answered, { role: 'tool', tool_call_id: 'c1', content: 'found' }] },
  { messages: answered },
  {
    messages: [
      {
        role: 'user',
        content: [{ type: 'text', text: 'Hi', cache_control: { type: 'ephemeral' } }],
      },
    ],
  },
  {
    messages: [{ role: 'user', content: [{ type: 'input_audio', input_audio: { data: 'AAAA' } }] }],
  },
  { messages: [{ role: 'developer', content: 'Be brief', refusal: null }, user] },
  { metadata: {}, request: { messages: [user], metadata: { env: 'prod', '=1': '@x' } } },
  { metadata: { __proto__x: 'a', '10': 'b', 'a "b",\n': ' c' } },
  {
    request: { messages: [user], tools: [], parallel_tool_calls: true, functions: [] },
  },
  { request: { messages: [user], tools: [{ type: 'function', function: { name: 'find' } }] } },
  { usage: { prompt_tokens: '7', completion_tokens: 3.0, cost: 0.1 + 0.2 } },
  { choices: [] },
  { choices: { index: 0, message: { content: 'alone' }, finish_reason: 'stop' } },
  { choices: [{ message: { content: 'one' } }, { message: { content: 'two' } }] },
  { choices: [{ index: '0', message: { content: 'x' }, finish_reason: 'max_tokens' }] },
  { choices: [{ index: 0, finish_reason: 'error', error: { message: 'Broken', code: 502 } }] },
  { timings: { a: 1.5 }, request_id: 'req_1', citations: ['https://x.example'] },
];

const FILE = [
  ...ANSWERS.map((message) => ({
    choices: [{ index: 0, message: { role: 'assistant', ...message }, finish_reason: 'stop' }],
    messages: [user],
  })),
  ...AROUND,
]
  .map((odd, at) => ({
    id: `odd-${at}`,
    object: 'chat.completion',
    created: 1_764_000_000 + at,
    model: 'm',
    choices: [{ index: 0, message: { role: 'assistant', content: 'Yes' }, finish_reason: 'stop' }],
    ...odd,
  }))
  .map((line) => `${JSON.stringify(line)}\n`)
  .join('');

const TABLE = `format=csv&${[...COLUMN_NAMES, 'metadata.env'].map((name) => `columns=${name}`).join('&')}`;

async function brought(server: TestApp, file: string): Promise<void> {
  expect((await imported(server, file)).failures).toEqual([]);
}

async function allOf(server: TestApp) {
  return {
    records: await exported(server),
    table: await exported(server, TABLE),
    chat: await exported(server, 'format=chat'),
  };
}

it('whatever odd thing comes in goes out the same from either database', async () => {
  const first = await withApp({}, async (server) => {
    await brought(server, FILE);
    return allOf(server);
  });
  expect(first.records.trimEnd().split('\n')).toHaveLength(ANSWERS.length + AROUND.length);
  expect(first.records + first.chat).not.toMatch(/[\u2028\u2029]/);
  const store = await openStore(await postgres.createDatabase());
  try {
    await withApp({ store: () => store }, async (server) => {
      await brought(server, first.records);
      expect(await allOf(server)).toEqual(first);
    });
  } finally {
    await store.close();
  }
  await withApp({}, async (server) => {
    await brought(server, first.records);
    expect(await allOf(server)).toEqual(first);
  });
  await withApp({}, async (server) => {
    await brought(server, first.chat);
    const again = await exported(server, 'format=chat');
    // Twice the same conversation is one.
    const lines = new Set(first.chat.trimEnd().split('\n'));
    expect(new Set(again.trimEnd().split('\n'))).toEqual(lines);
  });
});

it('no fine-tuning line has what a fine-tuning file may not have', async () => {
  const file = await withApp({}, async (server) => {
    await brought(server, FILE);
    return exported(server, 'format=chat');
  });
  expect(file).not.toMatch(
    /annotations|refusal|audio|thinking|<think>|cache_control|"index"|:null,"(?!tool_calls|function_call)/,
  );
  for (const line of file.trimEnd().split('\n')) {
    const example = JSON.parse(line) as { messages: { role: string }[]; tools?: unknown[] };
    expect(example.messages.at(-1)?.role).toBe('assistant');
    expect(example.tools ?? ['one']).not.toEqual([]);
    expect('parallel_tool_calls' in example).toBe(false);
  }
});
