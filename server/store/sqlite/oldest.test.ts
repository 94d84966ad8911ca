import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { tableIds } from '../../testing/store-suite/samples';
import { temporaryFolder } from '../../testing/temporary-folder';
import { openStore } from '../open-store';
import { SqliteDatabase } from './database';

type Row = Record<string, unknown> & { id: string };

// Made by the first commit's own server: npm run test:upgrades -- --keep FILE
it('a file of the very first schema keeps every value of every row, and is searched', async () => {
  const file = join(temporaryFolder(), 'chatkeep.db');
  writeFileSync(file, gunzipSync(readFileSync('server/testing/fixtures/oldest.db.gz')));
  const before = rowsIn(file, ['*']);
  expect(before).toHaveLength(5);
  const store = await openStore(`file:${file}`);
  const [first] = before;
  expect(await tableIds(store, { search: 'grusse' })).toEqual([first?.id]);
  expect(await tableIds(store, { metadata: [['n', '0']] })).toEqual([first?.id]);
  await store.close();
  expect(rowsIn(file, Object.keys(first ?? {}))).toEqual(before);
});

function rowsIn(file: string, columns: string[]): Row[] {
  const database = new SqliteDatabase(file);
  const rows = database.all<Row>(`SELECT ${columns.join(', ')} FROM completions ORDER BY k`);
  database.close();
  return rows;
}
