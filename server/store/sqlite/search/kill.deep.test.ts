import { randomInt } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { searchWords } from '#contract/search-words';
import { buildChild, type ChildProgram } from '../../../testing/child-process';
import { often } from '../../../testing/often';
import { tableIds } from '../../../testing/store-suite/samples';
import { namesOf } from '../../sql/search-names';
import { searchTextOf } from '../../sql/search-text';
import { SqliteDatabase } from '../database';
import { openIndexedStore } from '../sqlite-store';
import { indexPath } from './index-file';
import { allTrigrams } from './match';

/** CHATKEEP_INDEX_KILLS=200 is the long run. */
const ROUNDS = Number(process.env['CHATKEEP_INDEX_KILLS'] ?? often(3, 200));

let program: ChildProgram;

beforeAll(async () => {
  program = await buildChild('server/testing/children/index-child.ts');
}, 120_000);
afterAll(() => program.remove());

type Row = { id: string; k: number; text: string; vals: string };

/** All that has ended, as the database itself says it; what is in the trash has no id. */
function rowsIn(file: string): Row[] {
  const database = new SqliteDatabase(file);
  const columns = 'k, metadata, messages, body';
  const rows = database.all<
    Record<'id' | 'metadata' | 'messages' | 'body', string> & { k: number }
  >(
    `SELECT id, ${columns} FROM completions WHERE state <> 'running'
      UNION ALL SELECT '' AS id, ${columns} FROM trash ORDER BY k DESC`,
  );
  database.close();
  return rows.map(({ id, k, metadata, messages, body }) => ({
    id,
    k,
    text: searchTextOf({ messages, body }),
    vals: namesOf({ id, upstreamId: null, metadata: JSON.parse(metadata) }).vals,
  }));
}

/** The index as it lies there, and of its newest texts those that it does not find by all trigrams of their own word. */
function indexIn(file: string) {
  const index = new SqliteDatabase(indexPath(file));
  const texts = index.all<Pick<Row, 'k' | 'text' | 'vals'> & { n: number }>(
    'SELECT n, k, text, vals FROM completion_texts ORDER BY k DESC',
  );
  // SQLite's own check of an index without content takes what 'secure-delete' leaves for damage.
  const found = 'SELECT rowid AS n FROM completion_search WHERE completion_search MATCH ?';
  const lost = texts.slice(0, 200).filter(({ n, text }) => {
    const word = /canary\S+/.exec(text)?.[0];
    const rows = index.all<{ n: number }>(found, [allTrigrams(word ?? '')]);
    return !rows.some((row) => row.n === n);
  });
  index.close();
  return { texts: texts.map(({ k, text, vals }) => ({ k, text, vals })), lost };
}

const SEARCHES = [
  'wombat',
  'okapi tapir',
  '"wombat okapi"',
  '東京',
  '東',
  'naive',
  'canary-',
  '-3.',
];

it(
  `after ${ROUNDS} kills at random a search finds exactly what is stored`,
  async () => {
    const file = join(program.folder, 'killed.db');
    let [kept, behind] = [0, 0];
    for (let round = 0; round < ROUNDS; round += 1) {
      const erased: string[] = [];
      const enough = randomInt(1, 400);
      let said = 0;
      await program.runUntilKilled([file, String(round)], (line, kill) => {
        const [what, about = ''] = line.split(' ');
        if (what === 'erased') erased.push(about);
        if ((said += 1) === enough) void sleep(randomInt(20)).then(kill);
      });
      kept += said - erased.length;
      const bytes = ['', '-wal', '.search', '.search-wal']
        .filter((end) => existsSync(file + end))
        .map((end) => readFileSync(file + end));
      // Each ends with a dot: none is the beginning of another.
      expect(erased.filter((word) => bytes.some((each) => each.includes(word)))).toEqual([]);

      const rows = rowsIn(file);
      const { store, indexing } = await openIndexedStore({ url: file, gatherMs: Infinity });
      if ((await store.searchLag()).waiting > 0) behind += 1;
      const finds = async () => {
        for (const search of SEARCHES) {
          const words = searchWords(search);
          const found = rows.filter(
            ({ id, text, vals }) =>
              id !== '' && words.every((word) => text.includes(word) || vals.includes(word)),
          );
          expect(await tableIds(store, { search }), search).toEqual(
            found.slice(0, 1_000).map(({ id }) => id),
          );
        }
      };
      await finds();
      await indexing.caughtUp();
      await finds();
      await store.close();
      const { texts, lost } = indexIn(file);
      expect(lost).toEqual([]);
      expect(texts).toEqual(rows.map(({ k, text, vals }) => ({ k, text, vals })));
    }
    expect(kept).toBeGreaterThan(ROUNDS);
    // Else they would all have been killed at rest.
    expect(behind).toBeGreaterThan(0);
  },
  ROUNDS * 60_000,
);
