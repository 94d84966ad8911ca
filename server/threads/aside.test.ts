import { Worker } from 'node:worker_threads';
import { expect, it } from 'vitest';
import { textOf } from '../json/text';
import type { ReadAnswer } from '../record/read-answer';
import { aside, createAside } from './aside';

const LARGE = 70_000;
const large = (members: string) => Buffer.from(`{${members},"x":"${'x'.repeat(LARGE)}"}`);
const READING = { secrets: new Map(), keep: null };
const FIGURES = { requestId: null, cost: null };
const KEPT = {
  secrets: new Map(),
  keep: { id: 'a', created: 1, request: '{}', requestedModel: 'm', figures: FIGURES },
};

/** What is kept of an answer as it came. */
function unreadableIn(read: ReadAnswer): unknown {
  const body = 'prepared' in read ? (read.prepared?.body ?? '{}') : '{}';
  return (JSON.parse(textOf(body)) as { unreadable?: unknown }).unreadable;
}

/** A thread that ends as soon as it is asked for anything. */
const dying = () =>
  new Worker("require('node:worker_threads').parentPort.once('message', () => process.exit(1))", {
    eval: true,
  });

it('a small body is read at once, where it is', async () => {
  const nowhere = createAside(() => {
    throw new Error('a thread for a small body');
  });
  expect(await nowhere.readRelayed(Buffer.from('{"model":"m"}'))).toMatchObject({ model: 'm' });
});

it('a large body is read in a thread, and refused as a small one is', async () => {
  expect(await aside.readRelayed(large('"model":"m"'))).toMatchObject({ model: 'm' });
  expect(textOf(await aside.edit(large('"a":1'), { a: '2' }))).toContain('"a":2');
  await expect(aside.readRelayed(large('"a":'))).rejects.toMatchObject({ status: 400 });
});

it('a request is refused when the thread ends with it, and the next one has a new thread', async () => {
  let threads = 0;
  const shaky = createAside(() => {
    threads += 1;
    return dying();
  });
  for (let i = 0; i < 2; i += 1)
    await expect(shaky.readRelayed(large('"model":"m"'))).rejects.toMatchObject({
      status: 503,
      code: 'overloaded',
    });
  expect(threads).toBe(2);
});

it('an answer is kept as it came when the thread ends with it', async () => {
  const bytes = large('"choices":[]');
  expect(await createAside(dying).readAnswer(bytes, READING)).toMatchObject({ prepared: null });
  const read = await createAside(dying).readAnswer(bytes, KEPT);
  expect(read).toMatchObject({ kind: 'unreadable', prepared: { reason: 'invalid_response' } });
  expect(unreadableIn(read)).toBe(bytes.toString());
});

it.each(['preparedOf', 'readAnswer'] as const)(
  'whatever has long parameters to be stored beside it is made ready in the thread (%s)',
  async (operation) => {
    let threads = 0;
    const shaky = createAside(() => {
      threads += 1;
      return dying();
    });
    const keep = { ...KEPT.keep, request: `{"tools":"${'x'.repeat(LARGE)}"}` };
    const answer = '{"choices":[]}';
    const ended = { answer, parsed: {}, flaw: null, timings: { firstTokenMs: null, totalMs: 1 } };
    if (operation === 'readAnswer') await shaky.readAnswer(Buffer.from(answer), { ...KEPT, keep });
    else {
      const { body } = await shaky.preparedOf(ended, keep);
      expect(JSON.parse(textOf(body))).toEqual({ choices: [], tools: 'x'.repeat(LARGE) });
    }
    expect(threads).toBeGreaterThan(0);
  },
);

it('what waits for the thread has a room of its own, but for what may have been paid for', async () => {
  const few = createAside(dying, 4 * LARGE);
  const bytes = large('"model":"m"');
  const asked = [1, 2, 3, 4].map(() => few.readRelayed(bytes).catch((error: unknown) => error));
  const paid = few.readAnswer(bytes, KEPT);
  // Three wait, and are told when the thread ends; the fourth is told at once.
  expect(await Promise.race(asked)).toBe(await asked[3]);
  expect(await paid).toMatchObject({ kind: 'unreadable' });
  await Promise.all(asked);
  expect(await aside.readRelayed(bytes)).toMatchObject({ model: 'm' });
});

it.each([
  ['too many values', 'answer', `{"choices":[${'{},'.repeat(1_000_001)}{}]}`],
  ['an error of too many values', 'answer', `{"error":{"message":[${'{},'.repeat(1_000_001)}{}]}}`],
  ['no completion', 'unreadable', `{"x":"${'y'.repeat(LARGE)}"}`],
  ['no JSON', 'unreadable', 'z'.repeat(LARGE)],
])(
  'an answer of %s is made ready where it is read: nobody here copies its text',
  async (_, kind, text) => {
    const read = await aside.readAnswer(Buffer.from(text), KEPT);
    expect(read.kind).toBe(kind);
    expect(unreadableIn(read)).toBe(text);
    const { prepared, ...rest } = read as { prepared: { body: unknown }; text?: unknown };
    expect((prepared.body as Uint8Array).buffer).toBeInstanceOf(SharedArrayBuffer);
    expect(rest.text ?? new Uint8Array()).toBeInstanceOf(Uint8Array);
    expect(JSON.stringify({ ...rest, text: null }).length).toBeLessThan(1_000);
  },
);

it.each([
  ['objects', '{}'],
  ['lists in lists', '[[ ]]'],
  ['numbers', '1'],
  ['objects of one name each', '{"a":null}'],
  ['texts with commas', '",,,"'],
])('18 MB of %s are refused before they are built, and name what to do', async (_, piece) => {
  const values = Array.from({ length: Math.floor(18_000_000 / (piece.length + 1)) }, () => piece);
  const bytes = Buffer.from(`{"model":"m","messages":[${values.join(',')}]}`);
  await expect(aside.readCreate(bytes, {}, 'asked')).rejects.toMatchObject({
    status: 400,
    code: 'too_many_values',
    message: expect.stringContaining('Please send it in smaller parts') as string,
  });
});
