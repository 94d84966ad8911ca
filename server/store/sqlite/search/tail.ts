import { idPart } from '../../sql/search-names';
import type { SqliteDatabase } from '../database';
import type { Marks } from './index-file';
import { VOCABULARIES } from './prefixes';
import { type Searched, searchedAt } from './rows';

/** UTF-16 units of text of the tail that are kept for the next search. */
const MOST_KEPT = 16_000_000;
/** The same after which a search looks at no more of it. */
const MOST_READ = 64_000_000;

/** What of a search the index cannot answer. */
export type Tail = {
  /** Whether there is any: the statements of a search need not mind it else. */
  isEmpty: boolean;
  /** Completions below this position are not in the index. */
  below: number | null;
};

export const NO_TAIL: Tail = { isEmpty: true, below: null };

const LOGGED = 'SELECT k, n FROM temp.pending WHERE k >= ?1';
const TAILS = {
  completions: `${LOGGED} UNION ALL
    SELECT k, 0 AS n FROM completions INDEXED BY completions_table WHERE k < ?1`,
  trash: `${LOGGED} UNION ALL SELECT k, 0 AS n FROM trash WHERE k < ?1`,
};

/** How far a tail is looked at. */
export type Scan = {
  /** Completions at most, from the newest on; all unless it is said. */
  most?: number | undefined;
  /** Where to look: `completions` unless it is said. */
  shelf?: keyof typeof TAILS;
};

export const SCRATCH = `CREATE TEMP TABLE IF NOT EXISTS pending (k INTEGER PRIMARY KEY, n INTEGER NOT NULL);
  CREATE TEMP TABLE IF NOT EXISTS found (k INTEGER PRIMARY KEY);
  ${VOCABULARIES}`;

/**
 * Looks through the completions that are not in the index as they are now. Afterwards `temp.pending` has those of the
 * log, whatever the index says of them, and `temp.found` those that say all words, or are called by them.
 */
export class TailReader {
  readonly #database: SqliteDatabase;
  /** By position and the newest entry of the log that is about it. */
  readonly #kept = new Map<number, { n: number; searched: Searched | null }>();
  #size = 0;
  /** The entries of the log that `temp.pending` has. */
  #pending = '';

  constructor(database: SqliteDatabase) {
    this.#database = database;
  }

  /** `newest`: the number of the newest entry of the log. Also says how many completions were not looked at. */
  read(
    { done, below }: Marks,
    newest: number,
    words: readonly string[],
    { most = Infinity, shelf = 'completions' }: Scan,
  ): { tail: Tail; unsearched: number } {
    const database = this.#database;
    this.#note(done.n, newest);
    const isEmpty = newest <= done.n && below === null;
    database.run('DELETE FROM temp.found');
    if (isEmpty) return { tail: NO_TAIL, unsearched: 0 };
    let [read, looked] = [0, 0];
    const found: number[] = [];
    for (const { k, n } of this.#next(TAILS[shelf], below, most)) {
      if (read > MOST_READ && most !== Infinity) break;
      looked += 1;
      const searched = this.#searched(k, n);
      read += searched?.text?.length ?? 0;
      if (searched && says(searched, words)) found.push(k);
    }
    database.run('INSERT INTO temp.found SELECT value FROM json_each(?)', [JSON.stringify(found)]);
    return { tail: { isEmpty, below }, unsearched: this.#count(TAILS[shelf], below) - looked };
  }

  #note(done: number, newest: number): void {
    const entries = `${done} ${newest}`;
    if (this.#pending === entries) return;
    this.#database.run('DELETE FROM temp.pending');
    this.#database.run(
      `INSERT INTO temp.pending (k, n)
        SELECT k, max(n) FROM search_log WHERE n > ? GROUP BY k`,
      [done],
    );
    this.#pending = entries;
  }

  /** From the newest on; those that lie below are taken from there, in whatever way they are in the tail. */
  #next(from: string, below: number | null, most: number): { k: number; n: number }[] {
    const limit = most === Infinity ? '' : `LIMIT ${most}`;
    return this.#database.all(`${from} ORDER BY k DESC ${limit}`, [below ?? -1]);
  }

  #count(from: string, below: number | null): number {
    return Number(this.#database.value(`SELECT count(*) FROM (${from}) tail`, [below ?? -1]));
  }

  #searched(k: number, n: number): Searched | null {
    const kept = this.#kept.get(k);
    if (kept?.n === n) return kept.searched;
    const searched = searchedAt(this.#database, k);
    if (n > 0) this.#keep(k, n, searched);
    return searched;
  }

  #keep(k: number, n: number, searched: Searched | null): void {
    if (this.#size > MOST_KEPT) {
      this.#kept.clear();
      this.#size = 0;
    }
    this.#kept.set(k, { n, searched });
    this.#size += (searched?.text?.length ?? 0) + 500;
  }
}

/** As the index would say it. */
function says({ text = '', ids, vals }: Searched, words: readonly string[]): boolean {
  return words.every((word) => {
    const id = idPart(word);
    return text.includes(word) || vals.includes(word) || (id !== null && ids.includes(id));
  });
}
