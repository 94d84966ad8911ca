import { auditEntries } from '../sql/audit-entries';
import { document, documents } from '../sql/documents';
import { itemsToPrice, job, jobFailures, jobs, trashed } from '../sql/jobs';
import { leftAnswer } from '../sql/left-answer';
import { list, messages, newestPosition, placeOf, retrieve } from '../sql/reads';
import { trash } from '../sql/trash-page';
import { WALK } from '../sql/walk-rows';
import { facetsOf } from '../table/facets';
import { insightsOf } from '../table/insights';
import { modelUseOf } from '../table/model-use';
import { queryTable } from '../table/page';
import type { CompletionFilter, InsightsQuery, SeriesQuery, TableQuery } from '../table/query';
import { seriesOf } from '../table/series';
import { shared, type SharedText, textOf } from '../../json/text';
import type { StoredCompletion } from '../completion';
import type { ListQuery, Scope } from '../listing';
import type { TrashQuery } from '../trash';
import type { SqliteDatabase } from './database';
import { jobReads } from './jobs';
import { lists } from './list';
import { recordReads } from './records';
import { tableOn } from './table';

/** Run on a connection of their own, so that a slow read never holds up a write. */
export const reads = {
  warm,
  walk: (database: SqliteDatabase, after: number, limit: number) =>
    database.all<{ k: number; size: number }>(WALK, [after, limit]),
  retrieve: async (database: SqliteDatabase, id: string, scope: Scope) => {
    const row = await retrieve(database, id, scope);
    return row && withSharedBody(row);
  },
  messages: async (database: SqliteDatabase, id: string, scope: Scope) =>
    sharedOrNull(await messages(database, id, scope)),
  list: async (database: SqliteDatabase, query: ListQuery) => {
    const page = await list(database, lists, query);
    return { ...page, rows: page.rows.map(withSharedBody) };
  },
  query: (database: SqliteDatabase, asked: TableQuery) => queryTable(tableOn(database), asked),
  facets: (database: SqliteDatabase, filter: CompletionFilter, budgetMs?: number) =>
    facetsOf(tableOn(database), filter, budgetMs),
  series: (database: SqliteDatabase, asked: SeriesQuery) => seriesOf(tableOn(database), asked),
  insights: (database: SqliteDatabase, asked: InsightsQuery) =>
    insightsOf(tableOn(database), asked),
  modelUse: (database: SqliteDatabase, since: number) => modelUseOf(tableOn(database), since),
  newestPosition,
  placeOf,
  trash: (database: SqliteDatabase, query: TrashQuery) => trash(tableOn(database), query),
  leftAnswer,
  job,
  jobs,
  jobFailures,
  itemsToPrice,
  trashed,
  documents,
  document,
  auditEntries,
  ...recordReads,
  ...jobReads,
};

/** The thread has started and opened the file: that is all of it. */
function warm(): void {}

function sharedOrNull(text: string | null): SharedText | null {
  return text === null ? null : shared(text);
}

export function withSharedBody(completion: StoredCompletion): StoredCompletion {
  return { ...completion, body: shared(textOf(completion.body)) };
}
