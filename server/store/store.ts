import type { Audit } from './audit';
import type { Completions } from './completions';
import type { Documents } from './documents';
import type { Jobs } from './jobs';
import type { Pieces } from './pieces';
import type { Records } from './records';
import type { Table } from './table/query';
import type { Trash } from './trash';

/** In bytes; `free` is null where the disk is another machine's. */
export type StoreSize = { bytes: number; free: number | null };

/** How many completions the search index does not have yet, and within how many seconds the first of them came. */
export type SearchLag = { waiting: number; seconds: number };

/**
 * The one interface to the database. Every promise that resolves after a write means: committed and synced.
 * All methods reject with {@link StoreUnavailable} when the database cannot do its work now.
 */
export type Store = Completions &
  Table &
  Trash &
  Records &
  Pieces &
  Jobs &
  Documents &
  Audit & {
    /** Marks what a former process left `running` as incomplete, `server_restart`; resolves with the count. */
    recover(): Promise<number>;
    /** What the database takes on its disk. */
    size(): Promise<StoreSize>;
    searchLag(): Promise<SearchLag>;
    /** Resolves when the database answers and can be written to. */
    ready(): Promise<void>;
    close(): Promise<void>;
  };
