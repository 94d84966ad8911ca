import type { SqliteDatabase } from '../database';

/** What the index of texts and that of values know, as tables: one of them an entry. */
export const VOCABULARIES = `CREATE VIRTUAL TABLE IF NOT EXISTS temp.said_trigrams
    USING fts5vocab ('search', 'completion_search', 'instance');
  CREATE VIRTUAL TABLE IF NOT EXISTS temp.named_trigrams
    USING fts5vocab ('search', 'completion_vals', 'instance');`;

/** More are not worth reading beside one another; what begins so many is met soon by walking. */
const MOST = 256;

/** Above every character. */
const LAST = '\u{10ffff}';

/** From one to the next: what lies between them is not read. */
const BEGIN = (vocabulary: string) => `WITH RECURSIVE found (term) AS (
    SELECT (SELECT term FROM temp.${vocabulary} WHERE term >= ?1 AND term < ?2 LIMIT 1)
    UNION ALL
    SELECT (SELECT v.term FROM temp.${vocabulary} v
      WHERE v.term >= found.term || char(1) AND v.term < ?2 LIMIT 1)
    FROM found WHERE found.term IS NOT NULL)
  SELECT term FROM found WHERE term IS NOT NULL LIMIT ${MOST + 1}`;
const SAID = BEGIN('said_trigrams');
const NAMED = BEGIN('named_trigrams');

/**
 * The trigrams that begin with what is too short to be one: each of them is followed by something, be it the end of a line.
 * Null where they are too many.
 */
export class Prefixes {
  readonly #database: SqliteDatabase;
  readonly #known = new Map<string, string[] | null>();

  constructor(database: SqliteDatabase) {
    this.#database = database;
  }

  said(part: string): string[] | null {
    return this.#beginning(SAID, part);
  }

  named(part: string): string[] | null {
    return this.#beginning(NAMED, part);
  }

  #beginning(sql: string, part: string): string[] | null {
    const key = `${sql} ${part}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const terms = this.#database.all<{ term: string }>(sql, [part, part + LAST]);
    const found = terms.length > MOST ? null : terms.map(({ term }) => term);
    this.#known.set(key, found);
    return found;
  }
}
