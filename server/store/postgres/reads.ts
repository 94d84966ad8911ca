import { positionOf } from '../completion-id';
import { type CompletionRow, rowColumns, toStoredCompletion } from '../columns';
import { type ListPlan, needsCounts, planList } from '../sql/list-plan';
import type { PostgresDatabase } from './database';
import { pageOf, type PageRow } from '../sql/list-page';
import { listStatement, modelCount, pairCount } from './list';
import type { StoredCompletion } from '../completion';
import { UnknownCursor } from '../errors';
import type { ListQuery, Page, Scope } from '../listing';

export async function retrieve(
  database: PostgresDatabase,
  id: string,
  scope: Scope,
): Promise<StoredCompletion | null> {
  const [row] = await database.rows<CompletionRow>(
    `SELECT ${rowColumns.join(', ')} FROM chatkeep.completions WHERE id = $1 ${visible(scope)}`,
    [id],
  );
  return row ? toStoredCompletion(row) : null;
}

export async function messages(
  database: PostgresDatabase,
  id: string,
  scope: Scope,
): Promise<string | null> {
  const [row] = await database.rows<{ messages: string }>(
    `SELECT messages FROM chatkeep.completions WHERE id = $1 ${visible(scope)}`,
    [id],
  );
  return row ? row.messages : null;
}

export async function list(database: PostgresDatabase, query: ListQuery): Promise<Page> {
  const after = query.after === undefined ? null : await cursor(database, query.after);
  const { sql, values } = listStatement({ ...query, after }, await plan(database, query));
  return pageOf(await database.rows<PageRow>(sql, values));
}

/** An imported id says nothing of its position, ours says it even when the row is gone. */
async function cursor(database: PostgresDatabase, id: string): Promise<number> {
  const [stored] = await database.rows<{ k: number }>(
    'SELECT k FROM chatkeep.completions WHERE id = $1',
    [id],
  );
  const k = stored?.k ?? positionOf(id);
  if (k === null) throw new UnknownCursor('unknown cursor');
  return k;
}

async function plan(database: PostgresDatabase, { model, metadata }: ListQuery): Promise<ListPlan> {
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
