import { randomInt } from 'node:crypto';
import { createReadStream, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tableQuery } from '../testing/store-suite/samples';
import { readPriceTable } from '../pricing/price-table';
import { openStore } from '../store/open-store';
import { PostgresServer } from '../testing/postgres-server';
import { buildChild, type ChildProgram } from '../testing/child-process';
import { forgetServers } from '../testing/forget-servers';
import { importRecords } from './import';
import { startTransferThread } from './transfer-thread';

const COUNT = 4_000;
const postgres = new PostgresServer();
let program: ChildProgram;
let file: string;

beforeAll(async () => {
  await postgres.start();
  program = await buildChild('server/testing/children/transfer-child.ts', {
    'transfer-worker': 'server/transfer/transfer-worker.ts',
  });
  file = join(program.folder, 'file.jsonl');
  writeFileSync(file, Array.from({ length: COUNT }, (_, i) => line(i)).join('\n'));
});

afterAll(async () => {
  program.remove();
  await postgres.remove();
});

function line(i: number): string {
  const messages = [{ role: 'user', content: `question ${i} ${'x'.repeat(1_000)}` }];
  const choices = [{ index: 0, message: { role: 'assistant', content: 'yes' } }];
  const head = { id: `line-${i}`, object: 'chat.completion', created: 1_700_000_000, model: 'm' };
  return JSON.stringify({ ...head, choices, messages, metadata: { file: 'killed' } });
}

/** Resolves with the last count that was said. */
async function killedAfter(url: string, enough: number): Promise<number> {
  let said = 0;
  await program.runUntilKilled([url, file], (text, kill) => {
    said = Number(text);
    if (said >= enough) kill();
  });
  return said;
}

describe('an import that is killed', () => {
  it.each<[string, () => Promise<string>]>([
    ['SQLite', async () => `file:${join(program.folder, 'killed.db')}`],
    ['PostgreSQL', () => postgres.createDatabase()],
  ])(
    'on %s leaves whole records, and ends exactly when sent again',
    { timeout: 120_000 },
    async (_name, where) => {
      const url = await where();
      let said = 0;
      for (const enough of [randomInt(1, 1_000), randomInt(1_000, 2_000)]) {
        // The second run skips what the first one stored, so it counts from there.
        said += await killedAfter(url, Math.max(1, enough - said));
        const store = await openStore(url);
        const count = async (filter: object) => (await store.query(tableQuery(filter))).total.value;
        const stored = await count({});
        expect(stored).toBeGreaterThanOrEqual(said);
        expect(stored).toBeLessThan(COUNT);
        said = stored;
        expect(await count({ search: 'question' })).toBe(stored);
        expect(await count({ metadata: [['file', 'killed']] })).toBe(stored);
        await store.close();
      }
      await forgetServers(url);
      const store = await openStore(url);
      await store.adoptJobs(true);
      const records = await store.jobs({ limit: 9 });
      expect(records.map(({ state, error }) => `${state}: ${error}`)).toEqual(
        Array.from({ length: 4 }, () => 'failed: the server was restarted'),
      );
      const thread = startTransferThread();
      const counts = await importRecords(
        { store, thread, prices: readPriceTable(null) },
        { source: createReadStream(file), duplicates: 'skip' },
        { progress: () => undefined, failure: () => undefined },
      );
      expect(counts).toEqual({ done: COUNT, changed: COUNT - said, skipped: said, failed: 0 });
      const { total } = await store.query(
        tableQuery({ search: 'question', metadata: [['file', 'killed']] }),
      );
      expect(total).toEqual({ value: COUNT, relation: 'exact' });
      await thread.close();
      await store.close();
    },
  );
});
