import type { OnWorked } from './timed';
import type { CompletionState } from '#contract/completion';
import type { Draft, StoredCompletion } from './completion';
import type { CompletionFilter, TablePosition, TableQuery } from './table/query';
import type { Sort } from '#contract/filter';

/** Everything that is stored of one completion. */
export type CompletionRecord = StoredCompletion & {
  /** JSON text of the request's messages. */
  messages: string;
  request: string;
  body: string;
};

/** One that has ended: only such a record can be brought in. */
export type EndedRecord = CompletionRecord & { state: Exclude<CompletionState, 'running'> };

/** The same with long texts that threads share. */
export type BroughtRecord = StoredCompletion & Pick<Draft, 'messages'> & Pick<EndedRecord, 'state'>;

/** What becomes of a record whose id is already stored. */
export type Duplicates = 'skip' | 'replace';

/** `running`: the stored one is still being generated, so it stays. */
export type Arrival = 'added' | 'replaced' | 'skipped' | 'running';

export type PositionsQuery = {
  filter: CompletionFilter;
  /** Positions beyond `after` and up to `newest`. */
  after: number;
  newest: number;
  limit: number;
};

export type RecordPage = {
  records: CompletionRecord[];
  /** How many of the positions were read; the rest did not fit. */
  read: number;
};

/** Whole records, out and in. Reads take no long transaction: what is deleted between two pages is left out. */
/** The order of a table's rows. Those without a value come last in both orders. */
export type Sorting = Pick<TableQuery, 'sort' | 'order'>;

export type Records = {
  /** The highest position that is stored; -1 in an empty store. */
  newestPosition(): Promise<number>;
  /** Positions that match, ascending. */
  positions(query: PositionsQuery): Promise<number[]>;
  /** The positions of those ids that are stored, as the table sorts them; without `sorting` ascending. */
  positionsOf(ids: readonly string[], sorting?: Sorting): Promise<number[]>;
  /** Where the table has a completion when it is sorted so; null when it is not stored. */
  placeOf(id: string, sort: Sort): Promise<TablePosition | null>;
  /**
   * Those of the ids that are stored, or wait in the trash; with a `provider` also those that are the provider's own ids
   * of what it answered here, and of what was erased since.
   */
  knownIds(ids: readonly string[], provider?: string): Promise<string[]>;
  /** The records at these positions, in their order, until `bytes` (of UTF-8) are exceeded; at least one is read. */
  records(positions: readonly number[], bytes: number): Promise<RecordPage>;
  /**
   * Stores all of them in one transaction, findable by their text and metadata. A position that another completion has
   * is moved to the next free one of its second. No id may come twice. Resolves with what became of each;
   * `onWorked` is told how many milliseconds that took without the commit.
   */
  insertRecords(
    records: readonly BroughtRecord[],
    duplicates: Duplicates,
    onWorked?: OnWorked,
  ): Promise<Arrival[]>;
};

/** Rough size in bytes, without a look at every character. */
export function sizeOf({ request, messages, body }: CompletionRecord): number {
  return request.length + messages.length + body.length + OVERHEAD;
}

/** Previews, metadata and the small fields. */
const OVERHEAD = 500;
