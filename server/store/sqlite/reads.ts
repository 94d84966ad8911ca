import { auditEntries } from '../sql/audit-entries';
import { document, documents } from '../sql/documents';
import { job, jobFailures, jobs, trashed } from '../sql/jobs';
import { leftAnswer } from '../sql/left-answer';
import { list, messages, newestPosition, placeOf, retrieve } from '../sql/reads';
import { trash } from '../sql/trash-page';
import { WALK } from '../sql/walk-rows';
import { facetsOf } from '../table/facets';
import { insightsOf } from '../table/insights';
import { queryTable } from '../table/page';
import type { CompletionFilter, InsightsQuery, SeriesQuery, TableQuery } from '../table/query';
import { seriesOf } from '../table/series';
import type { ListQuery } from '../listing';
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
  retrieve,
  messages,
  list: (database: SqliteDatabase, query: ListQuery) => list(database, lists, query),
  query: (database: SqliteDatabase, asked: TableQuery) => queryTable(tableOn(database), asked),
  facets: (database: SqliteDatabase, filter: CompletionFilter, budgetMs?: number) =>
    facetsOf(tableOn(database), filter, budgetMs),
  series: (database: SqliteDatabase, asked: SeriesQuery) => seriesOf(tableOn(database), asked),
  insights: (database: SqliteDatabase, asked: InsightsQuery) =>
    insightsOf(tableOn(database), asked),
  newestPosition,
  placeOf,
  trash: (database: SqliteDatabase, query: TrashQuery) => trash(tableOn(database), query),
  leftAnswer,
  job,
  jobs,
  jobFailures,
  trashed,
  documents,
  document,
  auditEntries,
  ...recordReads,
  ...jobReads,
};

/** The thread has started and opened the file: that is all of it. */
function warm(): void {}
