import { positionOf } from '../completion-id';
import { type CompletionRow, rowColumns, toStoredCompletion, type Value } from '../columns';
import { type ListPlan, needsCounts, planList } from './list-plan';
import type { Rows } from './rows';
import { pageOf, type PageRow } from './list-page';
import type { StoredCompletion } from '../completion';
import { UnknownCursor } from '../errors';
import type { Sort } from '#contract/filter';
import type { TablePosition } from '../table/query';
import { sortKey } from '../table/selection';
import type { ListQuery, Page, Scope } from '../listing';

export async function retrieve(
  database: Rows,
  id: string,
  scope: Scope,
): Promise<StoredCompletion | null> {
  const [row] = await database.rows<CompletionRow>(
    `SELECT ${rowColumns.join(', ')} FROM chatkeep.completions WHERE id = $1 ${visible(scope)}`,
    [id],
  );
  return row ? toStoredCompletion(row) : null;
}

/** `body` is read along: it may have both, packed. */
export async function messages(database: Rows, id: string, scope: Scope): Promise<string | null> {
  const [row] = await database.rows<{ messages: string }>(
    `SELECT messages, body FROM chatkeep.completions WHERE id = $1 ${visible(scope)}`,
    [id],
  );
  return row ? row.messages : null;
}

/** How an engine walks the index of a pair, and counts up to the bound. */
export type Lists = {
  statement(
    query: Omit<ListQuery, 'after' | 'metadata'> & { after: number | null },
    plan: ListPlan,
  ): { sql: string; values: Value[] };
  /** Rows that carry the pair `$1` and `$2`. */
  pairCount: string;
  /** Complete rows of the model `$1`. */
  modelCount: string;
};

export async function list(database: Rows, lists: Lists, query: ListQuery): Promise<Page> {
  const after = query.after === undefined ? null : await cursor(database, query.after);
  const { sql, values } = lists.statement({ ...query, after }, await plan(database, lists, query));
  return pageOf(await database.rows<PageRow>(sql, values));
}

/** An imported id says nothing of its position, ours says it even when the row is gone. */
async function cursor(database: Rows, id: string): Promise<number> {
  const [stored] = await database.rows<{ k: number }>(
    'SELECT k FROM chatkeep.completions WHERE id = $1',
    [id],
  );
  const k = stored?.k ?? positionOf(id);
  if (k === null) throw new UnknownCursor('unknown cursor');
  return k;
}

async function plan(
  database: Rows,
  { pairCount, modelCount }: Lists,
  { model, metadata }: ListQuery,
): Promise<ListPlan> {
  if (!needsCounts({ model, metadata })) return planList(metadata, [], Number.POSITIVE_INFINITY);
  const count = async (sql: string, values: readonly string[]) => {
    const [row] = await database.rows<{ count: number }>(sql, values);
    return row?.count ?? 0;
  };
  const [ofModel, ...ofPairs] = await Promise.all([
    model === undefined ? Number.POSITIVE_INFINITY : count(modelCount, [model]),
    ...metadata.map((pair) => count(pairCount, pair)),
  ]);
  return planList(metadata, ofPairs, ofModel);
}

function visible(scope: Scope): string {
  return scope === 'complete' ? "AND state = 'complete'" : '';
}

export async function newestPosition(database: Rows): Promise<number> {
  const [row] = await database.rows<{ k: number | null }>(
    'SELECT max(k) AS k FROM chatkeep.completions',
  );
  return row?.k ?? -1;
}

export async function placeOf(
  database: Rows,
  id: string,
  sort: Sort,
): Promise<TablePosition | null> {
  const value = sort === 'created' ? 'NULL' : sortKey[sort];
  const sql = `SELECT k, ${value} AS value FROM chatkeep.completions c WHERE id = $1`;
  return (await database.rows<TablePosition>(sql, [id]))[0] ?? null;
}
