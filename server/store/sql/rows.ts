import type { Value } from '../columns';

/**
 * A database, for statements that are the same on both engines. They are written as PostgreSQL reads them, with tables in
 * `chatkeep.` and values as `$1`; SQLite's connection says these two in its own way. Beyond them there is no dialect: a
 * statement that needs more is written in the folder of each engine.
 */
export type Rows = {
  /** The caller's SELECT is what vouches for `Row`. */
  rows<Row>(sql: string, values?: readonly Value[]): Promise<Row[]>;
};
