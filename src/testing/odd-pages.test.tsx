import 'fake-indexeddb/auto';
import { cleanup } from '@testing-library/react';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { completionBody } from '@/api/test-server';
import { connectionSelected, connectionTo } from '@/components/connection-store';
import { clientFor, LOCAL_CONNECTION } from '@/api/connection';
import { plainLine } from '@/features/bulk/plain/plain-lines';
import { ODD_COMPLETIONS } from '@/testing/odd-completions';
import { ODD_IDS, ODD_MESSAGES } from '@/testing/odd-requests';
import { openApp } from '@/testing/open-app';
import { createCompletion } from '../../server/testing/create-completion';
import { sendJson, startScriptedUpstream } from '../../server/testing/scripted-upstream';
import { type Program, startProgram } from '../../server/testing/start-program';

// Every page some hundred times, and a server to start: a busy machine takes its time.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

/** Those that differ most: whatever else is odd is read by the same parts. */
const ON_THIS = [
  'no choices',
  'choices of other things',
  'a choice without a message',
  'a message of null',
  'content as an object',
  'content of parts of other types',
  'content 200 levels deep',
  'numbers as text',
  'usage of odd things',
  'metadata of lists and objects',
  'tool calls of other things',
  'arguments as an object',
  'a name that is an object',
  'a function call of odd things',
  'annotations of odd things',
  '5,000 log probabilities',
  'log probabilities of odd things',
  'reasoning of odd things',
  'audio that is no sound',
  'images of odd things',
  'a finish reason of another provider',
  'an error in a choice',
  'parameters of odd things',
  'names that every object has',
  'many choices, out of order',
];
const ON_PLAIN = [
  'choices as one object',
  'a message as a list',
  'a date beyond all days',
  'tool calls as an object',
  'tools of odd things',
  'nulls everywhere',
  'half a surrogate and a NUL',
  'a model that is an object',
  '../x',
  'a?b#c&d=e',
  '🧂-emoji',
  '\\',
];

/** A server elsewhere that lists whatever it has, as it came. */
const PLAIN = 'http://plain.test/v1';
const plainRows = new Map<string, object>();

let server: Program;
/** Ids of the server's own records, by what is odd about them. */
const ids = new Map<string, string>();

beforeAll(async () => {
  const upstream = await startScriptedUpstream();
  server = await startProgram(upstream.baseUrl);
  const fine = completionBody('fine', 'Fine one');
  const stored = ON_THIS.map((name) => [name, ODD_COMPLETIONS[name]] as const);
  for (const [name, body] of [['fine', fine] as const, ...stored]) {
    upstream.script((response) => sendJson(response, { object: 'chat.completion', ...body }));
    const asked = { store: true, model: 'openai:x', metadata: {} };
    const response = await createCompletion(server.url, asked);
    await response.text();
    ids.set(name, response.headers.get('x-completion-id') ?? 'none');
  }
  await upstream.close();

  for (const [name, body] of [['fine', fine] as const, ...Object.entries(ODD_COMPLETIONS)])
    plainRows.set(name, { object: 'chat.completion', ...body, id: name });
  for (const id of ODD_IDS) plainRows.set(id, { ...completionBody(id, 'Odd id'), id });
});
afterAll(() => server.close());

/** An address, and a text that its page has once it is there. */
type Page = [path: string, seen: RegExp];

const faults: unknown[] = [];
beforeEach(() => {
  faults.length = 0;
  vi.spyOn(console, 'error').mockImplementation((...said) => void faults.push(said));
  vi.stubGlobal('fetch', network);
});
const { fetch: reach } = globalThis;

async function network(url: string, init: RequestInit = {}): Promise<Response> {
  return url.startsWith(PLAIN) ? plainAnswer(new URL(url)) : reach(new URL(url, server.url), init);
}

function plainAnswer({ pathname, searchParams }: URL): Response {
  const [, , , , id, rest] = pathname.split('/');
  if (pathname === '/v1/models') return Response.json([{ id: 'x' }]);
  if (id === undefined) {
    const all = [...plainRows.values()];
    const start = all.findIndex((row) => 'id' in row && row.id === searchParams.get('after')) + 1;
    const end = start + Number(searchParams.get('limit') ?? 20);
    return Response.json({
      data: all.slice(start, end),
      has_more: end < all.length,
    });
  }
  const row = plainRows.get(decodeURIComponent(id));
  if (!row) return Response.json({ error: { message: 'No such completion' } }, { status: 404 });
  return Response.json(rest === 'messages' ? { data: ODD_MESSAGES } : row);
}

async function expectShown(...[path, seen]: Page): Promise<void> {
  const container = await openApp(path, seen);
  const text = container.querySelector('main')?.textContent ?? '';
  const failed = /could not be (shown|loaded|opened)/.exec(text)?.input.slice(0, 300);
  cleanup();
  expect({ path, failed, faults }).toEqual({
    path,
    failed: undefined,
    faults: [],
  });
}

const detail = (id: string): Page => [`/completions/${encodeURIComponent(id)}`, /Metadata/];
/** What shows an answer in other frames, in turn: each of them has every fourth record. */
const FRAMES: ((id: string) => Page)[] = [
  (id) => [`/?from=${encodeURIComponent(id)}`, /Run/],
  (id) => [`/completions/${encodeURIComponent(id)}?view=text`, /Metadata/],
  (id) => [`/completions?limit=20&peek=${encodeURIComponent(id)}`, /Metadata/],
  (id) => [`/review?peek=${encodeURIComponent(id)}`, /Verdict/],
];

describe('on this server', () => {
  beforeEach(() => connectionSelected(LOCAL_CONNECTION));

  it.each(ON_THIS.map((name, at) => [name, at] as const))('%s', async (name, at) => {
    const id = ids.get(name) ?? '';
    await expectShown(...detail(id));
    const frame = FRAMES[at % FRAMES.length];
    if (frame) await expectShown(...frame(id));
  });

  it('all of them in the table', async () => {
    await expectShown('/completions?limit=100', /Fine one/);
  });
});

describe('on a plain server', () => {
  const plain = connectionTo({ baseUrl: PLAIN, apiKey: '', isKeyKept: false });
  beforeEach(() => connectionSelected(plain));

  it.each(ON_PLAIN)('%s', async (id) => {
    await expectShown(...detail(id));
  });

  it('all of them in the table', async () => {
    await expectShown('/completions?limit=100', /Fine one/);
  });

  it('all of them in an export, each as lines that are read back', async () => {
    const client = clientFor(plain);
    for (const id of plainRows.keys()) {
      const line = await plainLine(client, id, 'jsonl', {});
      expect(JSON.parse(line)).toMatchObject({ id });
      expect((await plainLine(client, id, 'csv', {})).endsWith('\r\n')).toBe(true);
    }
  });
});
