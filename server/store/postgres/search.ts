import type { CompletionRow } from '../columns';
import { type Names, namesOf, valuesOf } from '../sql/search-names';
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

type FindableText = { k: number; text: string } & Names;

/** A row that is there is brought up to date: that of a server which seemed dead when another ended what it makes. */
export const NAME = (rows: string) =>
  `INSERT INTO chatkeep.completion_names (k, ids, vals) ${rows}
    ON CONFLICT (k) DO UPDATE SET ids = excluded.ids, vals = excluded.vals`;
export const SAY = (rows: string) =>
  `INSERT INTO chatkeep.completion_search (k, ended, text) ${rows}
    ON CONFLICT (k) DO UPDATE SET ended = true, text = excluded.text`;

const MAKE_FINDABLE = `WITH row AS (
    SELECT * FROM unnest($1::bigint[], $2::text[], $3::text[], $4::text[]) AS row (k, text, ids, vals)),
  named AS (${NAME('SELECT k, ids, vals FROM row')})
  ${SAY('SELECT k, $5::boolean, text FROM row')}`;

/** Makes rows that have ended findable. */
async function makeFindable(
  queries: Queries,
  rows: readonly FindableText[],
  isLater: boolean,
): Promise<void> {
  await queries.run(MAKE_FINDABLE, [
    rows.map(({ k }) => k),
    rows.map(({ text }) => text),
    rows.map(({ ids }) => ids),
    rows.map(({ vals }) => vals),
    String(!isLater),
  ]);
}

/**
 * The same of whole rows; what is running is made findable when it ends. `isLater`: their texts join the tail, which
 * searches read, and the trigram index behind it.
 */
export async function index(
  queries: Queries,
  rows: readonly Findable[],
  isLater = false,
): Promise<void> {
  const ended = rows.filter(({ state }) => state !== 'running');
  const texts = await Promise.all(ended.map(searched));
  await makeFindable(
    queries,
    ended.map((row, i) => ({ k: row.k, text: texts[i] ?? '', ...namesOf(row) })),
    isLater,
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
