import { SqliteDatabase } from '../database';
import { createTables, identityOf, indexPath, type Marks, readMarks, TOP } from './index-file';
import { newestEntry } from './log';
import { type Scan, SCRATCH, type Tail, TailReader } from './tail';

/** A connection for reading that has the search index at hand, where there is one. */
export class SearchedDatabase extends SqliteDatabase {
  readonly #path: string;
  readonly #tail = new TailReader(this);
  /** Which file is attached; null: an empty index, of which all is the tail. */
  #attached: string | null | undefined;

  constructor(file: string) {
    super(file);
    this.#path = indexPath(file);
    this.all('PRAGMA temp_store = MEMORY');
  }

  /**
   * Runs a search on the state of one moment, all its statements included. `work` is told what the index cannot answer,
   * and how many completions were not looked at.
   */
  async searched<T>(
    words: readonly string[],
    scan: Scan,
    work: (tail: Tail, unsearched: number) => Promise<T>,
  ): Promise<T> {
    this.#attach();
    this.script('BEGIN');
    try {
      // In this order: what is forgotten of the log is in the index, and must be seen there.
      const { n } = newestEntry(this);
      const { tail, unsearched } = this.#tail.read(this.#marks(n), n, words, scan);
      return await work(tail, unsearched);
    } finally {
      this.script('COMMIT');
    }
  }

  #marks(newest: number): Marks {
    if (this.#attached !== null) return readMarks(this);
    const mark = { n: newest, k: 0 };
    return { done: mark, seen: mark, below: TOP };
  }

  /** Again where the file is another one than before. One that is just being made is not there yet. */
  #attach(): void {
    const identity = identityOf(this.#path);
    if (identity === this.#attached) return;
    if (this.#attached === undefined) this.script(SCRATCH);
    else this.#detach();
    if (identity !== null) {
      this.run('ATTACH ? AS search', [this.#path]);
      this.#attached = identity;
      const made = "SELECT 1 FROM search.sqlite_master WHERE name = 'search_marks'";
      if (this.value(made) === 1) return;
      this.#detach();
    }
    this.script("ATTACH ':memory:' AS search");
    createTables(this, 'search');
    this.#attached = null;
  }

  #detach(): void {
    this.script('DETACH search');
    this.#attached = undefined;
  }
}
