import type { Sort } from '#contract/filter';
import type { Value } from '../columns';
import type { Rows } from '../sql/rows';
import type { Memory } from './memory';
import type { CompletionFilter } from './query';
import type { Segment, Stretch } from './stretch';

/** Where a statement starts reading. All but `sorted` come in order of `k`; that one has ended rows alone. */
export type Driver =
  | { kind: 'table' }
  | { kind: 'sorted'; sort: Sort }
  | { kind: 'pair'; key: string; value: string }
  | { kind: 'key'; key: string }
  | SearchDriver;

/**
 * Words and phrases that an index finds; `names`: those of them that some completions are called by. `found`: the
 * positions of all that it found, where they were asked for beforehand.
 */
export type SearchDriver = {
  kind: 'search';
  words: readonly string[];
  names: readonly string[];
  found?: readonly number[];
};

export type Bind = (value: Value) => string;

/** What positions lie between: `>=` from (inclusive), `<` below (exclusive); the value as it is bound. */
export type Bound = { op: '>=' | '<'; value: string };

/** A part of the entries `d`, with their rows `c`, that can be read in order by itself: `order` is as that of positions. */
export type Arm = { from: string; where: readonly string[]; order: string };

/** How one database says what the other says differently. `d` is the driver's alias, `c` that of `completions`. */
export type Dialect = {
  /** The rows that are running, as `c`. */
  running: string;
  /**
   * Whether changes of tallies are noted first, to be added up later; the type of whole numbers of any size; and the
   * parts of time that have sums, the largest first: days and hours unless it is said.
   */
  tallies: { areNoted: boolean; whole: string; spans?: readonly number[] };
  /** The driver's entries alone: `d` with its `k`, or `c` where rows are entries. */
  entries: (driver: Driver, bind: Bind, bounds: readonly Bound[]) => string;
  /** Those of a search in parts, where no index has all of them in order; entries may be in several. */
  arms?: (driver: SearchDriver, bind: Bind, bounds: readonly Bound[]) => readonly Arm[];
  /** Entries `d` and their rows `c`. */
  rows: (entries: string) => string;
  /** All values that a value has in the rows of a statement, as JSON; where rows are better grouped by the process. */
  columnOf?: (value: string) => string;
  /** Whether an index finds what says a word. */
  finds: (word: string) => boolean;
  /** A row for each completion that is called by a word. */
  namedBy: (word: string, bind: Bind) => string;
  /** One row with a `count` of 1 or 0: whether so many are called by a word, as far as a sample tells. */
  namesMany?: (word: string, most: number, bind: Bind) => string;
  /** That row `c.k`, here or in the trash, says all words, or is called by them. Made when the bounds of `k` are known. */
  contains: (
    words: readonly string[],
    bind: Bind,
  ) => (bounds: readonly Bound[], areAllRead?: boolean) => string;
};

/** A database as the table needs it. */
export type TableDatabase = Rows & {
  dialect: Dialect;
  memory: Memory;
  /** How a search is driven where no index has what says a word in order; null where walking the table is quicker. */
  searchedBy?: (filter: CompletionFilter) => Promise<SearchDriver | null>;
  /** Segments of hours that are known already. */
  segments?: (hours: Stretch) => Promise<Segment[]>;
};
