import fc from 'fast-check';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { often } from '../../../testing/often';
import { recordFrom } from '../../../testing/sample-record';
import { keep, sampleDraft, sampleOutcome, tableQuery } from '../../../testing/store-suite/samples';
import { temporaryFolder } from '../../../testing/temporary-folder';
import { noFilter } from '../../no-filter';
import type { Store } from '../../store';
import { openIndexedStore } from '../sqlite-store';
import { indexPath } from './index-file';
import type { Indexing } from './indexing';

/** What a completion says and is called, in the order in which they were stored. */
type Known = {
  id: string;
  k: number;
  text: string;
  tag: string;
  shelf: 'live' | 'running' | 'trash';
};

const WORDS = ['okapi', 'kapitän', '東京都', 'a b', 'ka', 'tapir', 'zz'];
const SEARCHES = [
  'okapi',
  'kapi',
  'ka',
  '京',
  '東京',
  '"tapir okapi"',
  'okapi tapir',
  'zz tapir',
  'red',
  'green 東京',
  'red zz',
  'a',
  'z',
  '"a b"',
  'ed',
  'en a',
  'ka r',
];
const FOLDED: Record<string, string> = { kapitän: 'kapitan' };

const text = fc
  .array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 4 })
  .map((words) => words.join(' '));
const tag = fc.constantFrom('red', 'green', 'dark red');
const at = fc.nat({ max: 40 });
const act = fc.oneof(
  { weight: 5, arbitrary: fc.record({ act: fc.constant('keep' as const), text, tag, at }) },
  { weight: 2, arbitrary: fc.record({ act: fc.constant('begin' as const), text, tag, at }) },
  { weight: 2, arbitrary: fc.record({ act: fc.constant('import' as const), text, tag, at }) },
  {
    weight: 9,
    arbitrary: fc.record({
      act: fc.constantFrom('finish', 'tag', 'delete', 'restore', 'erase', 'replace'),
      text,
      tag,
      at,
    }),
  },
  { weight: 3, arbitrary: fc.record({ act: fc.constant('between' as const), text, tag, at }) },
  { weight: 5, arbitrary: fc.record({ act: fc.constant('index' as const), text, tag, at }) },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('lose' as const), text, tag, at }) },
);
type Act = typeof act extends fc.Arbitrary<infer A> ? A : never;

const messagesOf = (said: string) => JSON.stringify([{ role: 'user', content: said }]);
const folded = (said: string) =>
  Object.entries(FOLDED).reduce((all, [a, b]) => all.replaceAll(a, b), said);

class Model {
  readonly known: Known[] = [];
  /** Searches that ran while the index was behind, and when it had all. */
  readonly searched = { behind: 0, whole: 0 };

  readonly file: string;
  readonly store: Store;
  readonly indexing: Indexing;

  constructor(file: string, store: Store, indexing: Indexing) {
    this.file = file;
    this.store = store;
    this.indexing = indexing;
  }

  async act({ act, text, tag, at }: Act): Promise<void> {
    const { store, known } = this;
    const draft = sampleDraft({ messages: messagesOf(text), metadata: { tag } });
    const of = (shelf: Known['shelf']) => {
      const all = known.filter((each) => each.shelf === shelf);
      return all[at % Math.max(all.length, 1)];
    };
    const is = { id: draft.id, k: draft.k, text, tag };
    const [live, running, trashed] = [of('live'), of('running'), of('trash')];
    if (act === 'keep') {
      await keep(store, { draft });
      known.push({ ...is, shelf: 'live' });
    } else if (act === 'begin') {
      await store.begin(draft);
      known.push({ ...is, shelf: 'running' });
    } else if (act === 'import') {
      await store.insertRecords([recordFrom(draft)], 'skip');
      known.push({ ...is, shelf: 'live' });
    } else if (act === 'between') {
      // What is already indexed leaves it no number in a row.
      const k = (known[at % Math.max(known.length, 1)]?.k ?? draft.k) - 1;
      if (known.some((each) => each.k === k)) return;
      await store.insertRecords([recordFrom({ ...draft, k })], 'skip');
      known.push({ ...is, k, shelf: 'live' });
    } else if (act === 'index') await this.indexing.caughtUp();
    else if (act === 'lose') rmSync(indexPath(this.file));
    else if (act === 'finish' && running) {
      await store.finish(running.id, sampleOutcome());
      running.shelf = 'live';
    } else if (act === 'tag' && live) {
      await store.updateMetadata(live.id, { tag }, 'any');
      live.tag = tag;
    } else if (act === 'delete' && live) {
      await store.delete(live.id, 'any');
      live.shelf = 'trash';
    } else if (act === 'restore' && trashed) {
      await store.restore(trashed.id);
      trashed.shelf = 'live';
    } else if (act === 'erase' && trashed) {
      await store.erase(trashed.id);
      known.splice(known.indexOf(trashed), 1);
    } else if (act === 'replace' && live) {
      const { id, k } = live;
      await store.insertRecords([recordFrom({ ...draft, id, k })], 'replace');
      Object.assign(live, { text, tag });
    }
  }

  async compare(): Promise<void> {
    const { store } = this;
    const { waiting } = await store.searchLag();
    this.searched[waiting > 0 ? 'behind' : 'whole'] += 1;
    for (const search of SEARCHES) {
      const words = search.startsWith('"') ? [search.slice(1, -1)] : search.split(' ');
      const matches = ({ text, tag }: Known) =>
        words.every((word) => [folded(text), tag].some((said) => said.includes(word)));
      const found = this.known
        .filter(({ shelf }) => shelf === 'live')
        .filter(matches)
        .toSorted((a, b) => a.k - b.k);
      const page = await store.query(tableQuery({ search }));
      expect(
        page.rows.map(({ id }) => id),
        search,
      ).toEqual(found.map(({ id }) => id).toReversed());
      expect(page.total).toEqual({ value: found.length, relation: 'exact' });
      const trashed = this.known.filter(({ shelf }) => shelf === 'trash').filter(matches);
      expect((await store.trash({ limit: 99, search })).total).toBe(trashed.length);
      const filter = { ...noFilter, search };
      const ascending = { order: 'asc' as const, limit: 3 };
      const [first, next] = [found.slice(0, 3), found.slice(3, 6)];
      const start = await store.query(tableQuery({ search }, ascending));
      expect(start.rows.map(({ id }) => id)).toEqual(first.map(({ id }) => id));
      if (start.next) {
        const after = await store.query(
          tableQuery({ search }, { ...ascending, after: start.next }),
        );
        expect(after.rows.map(({ id }) => id)).toEqual(next.map(({ id }) => id));
        expect(after.preceding).toEqual({ value: 3, relation: 'exact' });
      }
      const newest = await store.newestPosition();
      expect(await store.positions({ filter, after: -1, newest, limit: 99 })).toEqual(
        found.map(({ k }) => k),
      );
      const { states } = await store.facets(filter, Infinity);
      expect(states.reduce((sum, { count }) => sum + count, 0)).toBe(found.length);
    }
  }
}

it('whatever happens to a store, a search finds what a look at all of it would', async () => {
  const searched = { behind: 0, whole: 0 };
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 20, maxLength: 40 }), async (acts) => {
      const file = join(temporaryFolder(), 'chatkeep.db');
      const { store, indexing } = await openIndexedStore({ url: file, gatherMs: Infinity });
      try {
        const model = new Model(file, store, indexing);
        for (const each of acts) {
          await model.act(each);
          await model.compare();
        }
        searched.behind += model.searched.behind;
        searched.whole += model.searched.whole;
      } finally {
        await store.close();
      }
    }),
    { numRuns: often(5, 60), endOnFailure: true },
  );
  expect(Math.min(searched.behind, searched.whole)).toBeGreaterThan(10);
}, 1_200_000);
