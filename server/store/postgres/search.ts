import type { CompletionRow } from '../columns';
import { namesOf, valuesOf } from '../sql/search-names';
import { type SharedText, textOf } from '../../json/text';
import { searchTextOf } from '../sql/search-text';
import { aside } from '../../threads/aside';
import type { Metadata } from '#contract/metadata';
import type { Queries } from './database';

/** What makes a completion findable. */
export type Findable = Pick<CompletionRow, 'k' | 'id' | 'state'> & {
  upstreamId: string | null;
  metadata: Metadata;
  messages: SharedText;
  body: SharedText;
};

/** Makes rows findable that are not; running ones are found when they end, and get their answer then. */
export async function index(queries: Queries, rows: readonly Findable[]): Promise<void> {
  const names = rows.map(namesOf);
  await queries.run(
    `WITH row AS (SELECT * FROM unnest($1::bigint[], $2::boolean[], $3::text[], $4::text[], $5::text[])
        AS row (k, ended, text, ids, vals)),
      said AS (INSERT INTO chatkeep.completion_search (k, ended, text)
        SELECT k, ended, text FROM row ON CONFLICT (k) DO NOTHING)
      INSERT INTO chatkeep.completion_names (k, ids, vals)
        SELECT k, ids, vals FROM row ON CONFLICT (k) DO NOTHING`,
    [
      rows.map(({ k }) => k),
      rows.map(({ state }) => String(state !== 'running')),
      await Promise.all(rows.map(searched)),
      names.map(({ ids }) => ids),
      names.map(({ vals }) => vals),
    ],
  );
}

/** What is long is read where it holds nobody up, if there is room for it. */
async function searched({ messages, body }: Findable): Promise<string> {
  const texts = [aside.searchText(messages, '\n'), aside.searchText(body, '')];
  const all = await Promise.all(texts).catch(() => null);
  if (all) return all.map(textOf).join('');
  return searchTextOf({ messages: textOf(messages), body: textOf(body) });
}

export async function indexMetadata(
  queries: Queries,
  rows: readonly { k: number; metadata: Metadata }[],
): Promise<void> {
  await queries.run(
    `UPDATE chatkeep.completion_names n SET vals = row.vals
      FROM unnest($1::bigint[], $2::text[]) AS row (k, vals)
      WHERE n.k = row.k AND n.vals <> row.vals`,
    [rows.map(({ k }) => k), rows.map(({ metadata }) => valuesOf(metadata))],
  );
}

export async function unindex(queries: Queries, positions: readonly number[]): Promise<void> {
  await queries.run(
    `WITH unsaid AS (DELETE FROM chatkeep.completion_search WHERE k = ANY($1::bigint[]))
      DELETE FROM chatkeep.completion_names WHERE k = ANY($1::bigint[])`,
    [positions],
  );
}

/** Of rows that stay: they are still found by what they are called. */
export async function unindexTexts(queries: Queries, positions: readonly number[]): Promise<void> {
  await queries.run("UPDATE chatkeep.completion_search SET text = '' WHERE k = ANY($1::bigint[])", [
    positions,
  ]);
}
