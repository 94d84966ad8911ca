import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { searchWords } from '#contract/search-words';
import { textOf } from '../json/text';
import { recordFrom } from '../testing/sample-record';
import { tableQuery } from '../testing/store-suite/samples';
import { temporaryFolder } from '../testing/temporary-folder';
import { openStore } from './open-store';
import { PostgresDatabase } from './postgres/database';
import { PostgresServer } from '../testing/postgres-server';
import type { EndedRecord } from './records';
import { idPart, namesOf } from './sql/search-names';
import { searchTextOf } from './sql/search-text';
import type { Store } from './store';

const server = new PostgresServer();
beforeAll(() => server.start());
afterAll(() => server.remove());

/** What indexes, patterns and folding trip over. */
const ODD = [
  String.raw`Straße STRASSEN éclair naïve ﬁne ＷＩＤＥ İstanbul ΣΊΣΥΦΟΣ ёлка майка กำไร क्षितिज سَلام 東京都 日本 京 가나다 𠮷𠮸𠮹 ﷺ ½ ǅ
    🚋 👩‍👩‍👧 🇩🇪 👍🏽 "quoted" it's “curly” 5" "" a"b"c % _ 50%_ \% c:\new AND NEAR( a* ^x -- : -y a ze zed zeppelin museum
    muse user-77 x-1 chatcmpl-upper abcabcabc aaaa aaa aa`.split(/[ \n]+/),
  'e\u0301clair|soft\u00adhyphen|zero\u200bwidth|nbsp\u00a0space|wide\u3000space|tab\tstop|new\nline'.split(
    '|',
  ),
  ['x'.repeat(300), 'ab'.repeat(200)],
].flat();
const COUNT = 1_200;
/** More than PostgreSQL lists: what all of them say is found by walking. */
const ALIKE = 3_100;

const random = generator(7);
const some = (most: number) =>
  Array.from(
    { length: Math.floor(random() * (most + 1)) },
    () => ODD[Math.floor(random() * ODD.length)],
  );
const SAID = [
  ...Array.from({ length: COUNT }, (_, n) =>
    odd({
      said: some(6),
      answer: some(3),
      vals: some(2),
      upstream: n % 3 ? `up-${n}` : 'chatcmpl-Abc',
    }),
  ),
  ...Array.from({ length: ALIKE }, () =>
    odd({ said: ['the', 'ordinary', 'fox'], answer: [], vals: ['plain'], upstream: null }),
  ),
];

type Parts = {
  said: unknown[];
  answer: unknown[];
  vals: (string | undefined)[];
  upstream: string | null;
};

function odd({ said, answer, vals, upstream }: Parts): EndedRecord {
  return recordFrom({
    messages: JSON.stringify([{ role: 'user', content: said.join(' ') }]),
    body: JSON.stringify({ choices: [{ message: { content: answer.join(' ') } }] }),
    metadata: Object.fromEntries(vals.map((value = '', at) => [`key${at}`, value])),
    upstreamId: upstream,
  });
}

function searches(): string[] {
  const parts = ODD.flatMap((word) => {
    const letters = Array.from(word);
    return [1, 2, 3, 4].flatMap((length) =>
      letters.length <= length ? [] : [letters.slice(1, 1 + length).join('')],
    );
  });
  const pairs = ODD.map((word, at) => `${word} ${ODD[(at * 7 + 3) % ODD.length] ?? ''}`);
  const ids = SAID.slice(0, 2).flatMap(({ id }) => [
    id,
    id.slice(9),
    id.slice(12, 20),
    id.slice(-3),
  ]);
  const more =
    `up-1|up-11|chatcmpl-|chatcmpl-abc|cmpl-abc|the|ordinary|the fox|"ordinary fox"|the ox|plain|plain ze
    |fo|ordinary ze|ze zeppelin|aaa aaaa|museum ze a| |\u3000|"|""|" "|`.split('|');
  const long = [255, 256, 301].map((length) => 'x'.repeat(length));
  return [ODD, parts, pairs, pairs.map((pair) => `"${pair}"`), ids, more, long].flat();
}

/** What is said of a search: every word of it, in the text or in what the completion is called. */
const TEXTS = SAID.map((row) => ({
  id: row.id,
  text: searchTextOf({ messages: textOf(row.messages), body: textOf(row.body) }),
  ...namesOf({ id: row.id, upstreamId: row.upstreamId, metadata: row.metadata }),
}));

function expected(search: string): string[] {
  const words = searchWords(search);
  const says = ({ text, vals, ids }: (typeof TEXTS)[number]) =>
    words.every((word) => {
      const id = idPart(word);
      return text.includes(word) || vals.includes(word) || (id !== null && ids.includes(id));
    });
  return TEXTS.flatMap((row) => (says(row) ? [row.id] : []));
}

describe.each([
  ['SQLite', () => Promise.resolve(`file:${temporaryFolder()}/odd.db`)],
  ['PostgreSQL', () => server.createDatabase()],
])('%s', (_, newUrl) => {
  it('finds of odd texts and names what reading each of them finds', async () => {
    const url = await newUrl();
    const store = await openStore(url);
    onTestFinished(() => store.close());
    await fill(store);
    await learn(url);
    const wrong: unknown[] = [];
    for (const search of searches()) {
      const { rows, total } = await store.query(tableQuery({ search }, { limit: SAID.length }));
      const [found, wanted] = [rows.map(({ id }) => id).toSorted(), expected(search).toSorted()];
      if (found.join() !== wanted.join() || total.value !== wanted.length)
        wrong.push({ search, found: found.length, total, wanted: wanted.length });
    }
    expect(wrong).toEqual([]);
  }, 300_000);
});

async function fill(store: Store): Promise<void> {
  for (let at = 0; at < SAID.length; at += 500)
    await store.insertRecords(SAID.slice(at, at + 500), 'skip');
  await expect.poll(async () => (await store.searchLag()).waiting, { timeout: 60_000 }).toBe(0);
}

/** As autovacuum does it by and by. */
async function learn(url: string): Promise<void> {
  if (!url.startsWith('postgres')) return;
  const database = new PostgresDatabase(url);
  await database.run('ANALYZE chatkeep.completions');
  await database.close();
}

/** Mulberry32: small, fast, and the same everywhere. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
