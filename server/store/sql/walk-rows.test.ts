import { randomBytes } from 'node:crypto';
import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { keep } from '../../testing/store-suite/samples';
import { openSqliteStore } from '../sqlite/sqlite-store';
import { StoreUnavailable } from '../errors';
import { temporaryFolder } from '../../testing/temporary-folder';
import { createWalk } from './walk-rows';

it('a damaged page in the middle of a file is found, and stays found', async () => {
  const file = join(temporaryFolder(), 'chatkeep.db');
  const first = await openSqliteStore({ url: file });
  const messages = (i: number) =>
    JSON.stringify([{ content: `${i} ${randomBytes(3_000).toString('base64')}` }]);
  for (let i = 0; i < 300; i += 1) await keep(first, { draft: { messages: messages(i) } });
  await first.ready();
  await first.close();
  // The header of each page of messages in the middle of the file becomes nonsense.
  const bytes = readFileSync(file);
  const opened = openSync(file, 'r+');
  const page = bytes.readUInt16BE(16);
  for (let at = 40 * page; at < bytes.length; at += page) {
    const isOfMessages = bytes.subarray(at, at + page).includes('[{"content"');
    if (bytes[at] === 13 && isOfMessages) writeSync(opened, Buffer.alloc(64, 0xff), 0, 64, at);
  }
  closeSync(opened);

  const store = await openSqliteStore({ url: file });
  onTestFinished(() => store.close());
  await expect
    .poll(() => store.ready().catch((error: unknown) => error))
    .toBeInstanceOf(StoreUnavailable);
  await expect(store.ready()).rejects.toThrow(StoreUnavailable);
});

it('goes round, in steps that are bounded, and over rows that come and go', async () => {
  const rows = Array.from({ length: 130 }, (_, k) => ({ k, size: k === 70 ? 50_000_000 : 10 }));
  const seen: number[] = [];
  const walk = createWalk(
    (after, limit) => {
      const next = rows.filter(({ k }) => k > after).slice(0, limit);
      seen.push(...next.map(({ k }) => k));
      return Promise.resolve(next);
    },
    () => false,
  );
  await walk();
  expect(seen).toEqual(rows.slice(0, 80).map(({ k }) => k));
  await walk();
  expect(seen).toEqual(rows.map(({ k }) => k));
  rows.splice(0, 130);
  await walk();
  rows.push({ k: 5, size: 1 });
  await walk();
  expect(seen.at(-1)).toBe(5);
});

it('an outage passes, damage does not', async () => {
  let failure: string | null = 'outage';
  const walk = createWalk(
    () => (failure === null ? Promise.resolve([]) : Promise.reject(new Error(failure))),
    (error) => String(error).includes('damage'),
  );
  await expect(walk()).rejects.toThrow('outage');
  failure = null;
  await walk();
  failure = 'damage';
  await expect(walk()).rejects.toThrow('damage');
  failure = null;
  await expect(walk()).rejects.toThrow('damage');
});
