import { searchWords } from '#contract/search-words';
import { auditCounts, auditEntries } from '../sql/audit-entries';
import { document, documents } from '../sql/documents';
import { itemsToPrice, job, jobCounts, jobFailures, jobs, trashed } from '../sql/jobs';
import { leftAnswer } from '../sql/left-answer';
import { positions } from '../sql/record-positions';
import { list, messages, newestPosition, placeOf, retrieve } from '../sql/reads';
import { trash } from '../sql/trash-page';
import { WALK } from '../sql/walk-rows';
import { countExpected } from '../table/expected';
import { facetsOf } from '../table/facets';
import { insightsOf } from '../table/insights';
import { modelUseOf } from '../table/model-use';
import { queryTable } from '../table/page';
import {
  type CompletionFilter,
  type InsightsQuery,
  SEARCH_ROWS,
  type SeriesQuery,
  type TableQuery,
} from '../table/query';
import type { TableDatabase } from '../table/dialect';
import { seriesOf } from '../table/series';
import { shared, type SharedText, textOf } from '../../json/text';
import type { StoredCompletion } from '../completion';
import type { PositionsQuery } from '../records';
import type { ListQuery, Scope } from '../listing';
import type { TrashQuery } from '../trash';
import type { SqliteDatabase } from './database';
import { jobReads } from './jobs';
import { lists } from './list';
import { recordReads } from './records';
import type { SearchedDatabase } from './search/searched-database';
import type { Scan } from './search/tail';
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
  query: (database: SearchedDatabase, asked: TableQuery) =>
    searching(database, asked.filter, { most: asked.searchRows }, async (table, unsearched) => {
      const page = await queryTable(table, asked);
      return { ...page, unsearched: page.unsearched + unsearched };
    }),
  facets: (database: SearchedDatabase, filter: CompletionFilter, budgetMs?: number) =>
    searching(database, filter, SCAN, async (table, unsearched) => {
      const facets = await facetsOf(table, filter, budgetMs);
      return unsearched > 0 ? { ...facets, relation: 'estimate' as const } : facets;
    }),
  series: (database: SearchedDatabase, asked: SeriesQuery) =>
    searching(database, asked.filter, SCAN, async (table) => {
      const series = await seriesOf(table, asked);
      void countExpected(tableOn(database));
      return series;
    }),
  insights: (database: SearchedDatabase, asked: InsightsQuery) =>
    searching(database, asked.filter, SCAN, (table) => insightsOf(table, asked)),
  positions: (database: SearchedDatabase, query: PositionsQuery) =>
    searching(database, query.filter, {}, (table) => positions(table, query)),
  modelUse: (database: SqliteDatabase, since: number) => modelUseOf(tableOn(database), since),
  newestPosition,
  placeOf,
  trash: (database: SearchedDatabase, query: TrashQuery) =>
    searching(database, query, { shelf: 'trash' }, (table) => trash(table, query)),
  leftAnswer,
  job,
  jobs,
  jobCounts,
  jobFailures,
  itemsToPrice,
  trashed,
  documents,
  document,
  auditCounts,
  auditEntries,
  ...recordReads,
  ...jobReads,
};

/** Of the tail of the search index, for charts and counts. */
const SCAN = { most: SEARCH_ROWS };

/** Asks the table, with what the search index does not know yet of a search. */
function searching<T>(
  database: SearchedDatabase,
  { search = '' }: TrashQuery | CompletionFilter,
  scan: Scan,
  ask: (table: TableDatabase, unsearched: number) => Promise<T>,
): Promise<T> {
  const words = searchWords(search);
  if (words.length === 0) return ask(tableOn(database), 0);
  return database.searched(words, scan, (tail, unsearched) =>
    ask(tableOn(database, tail), unsearched),
  );
}

/** The thread has started and opened the file: that is all of it. */
function warm(): void {}

function sharedOrNull(text: string | null): SharedText | null {
  return text === null ? null : shared(text);
}

export function withSharedBody(completion: StoredCompletion): StoredCompletion {
  return { ...completion, body: shared(textOf(completion.body)) };
}
