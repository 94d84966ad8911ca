import { Worker } from 'node:worker_threads';
import { expect, it } from 'vitest';
import { textOf } from '../json/text';
import { aside, createAside } from './aside';

const LARGE = 70_000;
const large = (members: string) => Buffer.from(`{${members},"x":"${'x'.repeat(LARGE)}"}`);
const READING = { secrets: new Map(), keep: null };

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
  const read = await createAside(dying).readAnswer(bytes, READING);
  expect(read).toEqual({ kind: 'unreadable', text: bytes.toString() });
});

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
