import type { CompletionRow } from '../columns';
import type { Queries } from './database';
import { searchText } from '../sql/search-text';

export type Spoken = Pick<CompletionRow, 'k' | 'state' | 'body'> & { messages: string };

/** Writes the search texts of rows that have none; those of running ones get their answer when they end. */
export async function index(queries: Queries, rows: readonly Spoken[]): Promise<void> {
  await queries.run(
    `INSERT INTO chatkeep.completion_search (k, ended, text)
      SELECT * FROM unnest($1::bigint[], $2::boolean[], $3::text[])
      ON CONFLICT (k) DO NOTHING`,
    [
      rows.map(({ k }) => k),
      rows.map(({ state }) => String(state !== 'running')),
      rows.map(({ messages, body }) => `${searchText(messages)}\n${searchText(body)}`),
    ],
  );
}
