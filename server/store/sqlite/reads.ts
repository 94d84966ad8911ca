import { positionOf } from '../completion-id';
import { type CompletionRow, rowColumns, toStoredCompletion } from '../columns';
import type { SqliteDatabase } from './database';
import { type ListPlan, needsCounts, planList } from '../sql/list-plan';
import { pageOf, type PageRow } from '../sql/list-page';
import { listStatement, modelCount, pairCount } from './list';
import { auditReads } from './audit';
import { documentReads } from './documents';
import { jobItemReads } from './job-items';
import { jobReads } from './jobs';
import { pieceReads } from './pieces';
import { recordReads } from './records';
import { tableOn } from './table';
import { trash } from './trash';
import type { StoredCompletion } from '../completion';
import { UnknownCursor } from '../errors';
import type { ListQuery, Page, Scope } from '../listing';
import { facetsOf } from '../table/facets';
import { queryTable } from '../table/page';
import type {
  CompletionFilter,
  Facets,
  Insights,
  InsightsQuery,
  Series,
  SeriesQuery,
  TablePage,
  TableQuery,
} from '../table/query';
import { walkSql } from '../sql/walk-rows';
import { insightsOf } from '../table/insights';
import { seriesOf } from '../table/series';

/** Run on a connection of their own, so that a slow read never holds up a write. */
export const reads = {
  warm,
  walk,
  retrieve,
  messages,
  list,
  query,
  facets,
  series,
  insights,
  trash,
  ...recordReads,
  ...pieceReads,
  ...jobReads,
  ...jobItemReads,
  ...documentReads,
  ...auditReads,
};

/** The thread has started and opened the file: that is all of it. */
function warm(): void {}

/** See {@link createWalk}. */
function walk(
  database: SqliteDatabase,
  after: number,
  limit: number,
): { k: number; size: number }[] {
  return database.all(WALK, [after, limit]);
}

const WALK = walkSql('', ['?', '?']);

function retrieve(database: SqliteDatabase, id: string, scope: Scope): StoredCompletion | null {
  const [row] = database.all<CompletionRow>(
    `SELECT ${rowColumns.join(', ')} FROM completions WHERE id = ? ${visible(scope)}`,
    [id],
  );
  return row ? toStoredCompletion(row) : null;
}

function messages(database: SqliteDatabase, id: string, scope: Scope): string | null {
  const [row] = database.all<{ messages: string }>(
    `SELECT messages FROM completions WHERE id = ? ${visible(scope)}`,
    [id],
  );
  return row ? row.messages : null;
}

function query(database: SqliteDatabase, asked: TableQuery): Promise<TablePage> {
  return queryTable(tableOn(database), asked);
}

function facets(
  database: SqliteDatabase,
  filter: CompletionFilter,
  budgetMs?: number,
): Promise<Facets> {
  return facetsOf(tableOn(database), filter, budgetMs);
}

function series(database: SqliteDatabase, asked: SeriesQuery): Promise<Series> {
  return seriesOf(tableOn(database), asked);
}

function insights(database: SqliteDatabase, asked: InsightsQuery): Promise<Insights> {
  return insightsOf(tableOn(database), asked);
}

function list(database: SqliteDatabase, query: ListQuery): Page {
  const after = query.after === undefined ? null : cursor(database, query.after);
  const { sql, values } = listStatement({ ...query, after }, plan(database, query));
  return pageOf(database.all<PageRow>(sql, values));
}

/** An imported id says nothing of its position, ours says it even when the row is gone. */
function cursor(database: SqliteDatabase, id: string): number {
  const stored = database.value('SELECT k FROM completions WHERE id = ?', [id]);
  const k = typeof stored === 'number' ? stored : positionOf(id);
  if (k === null) throw new UnknownCursor('unknown cursor');
  return k;
}

function plan(database: SqliteDatabase, { model, metadata }: ListQuery): ListPlan {
  if (!needsCounts({ model, metadata })) return planList(metadata, [], Number.POSITIVE_INFINITY);
  const count = (sql: string, values: readonly string[]) => Number(database.value(sql, values));
  return planList(
    metadata,
    metadata.map((pair) => count(pairCount, pair)),
    model === undefined ? Number.POSITIVE_INFINITY : count(modelCount, [model]),
  );
}

function visible(scope: Scope): string {
  return scope === 'complete' ? "AND state = 'complete'" : '';
}
