import type { Job } from './jobs';
import type { CompletionFilter, TableRow } from './table/query';

/** A deleted completion that can still be restored. */
export type TrashRow = TableRow & {
  /** Unix seconds. */
  deletedAt: number;
  /** The job that moved it there, while that is remembered; null: deleted by itself. */
  job: MovingJob | null;
};

export type MovingJob = Pick<Job, 'id' | 'kind' | 'actor' | 'spec'> & { moved: number };

/** Whom a deletion is from: runs of rules, or anybody else. */
export type DeletedBy = 'rules' | 'people';

/** Place of a row in the trash, which is ordered by the time of deletion, newest first. */
export type TrashPosition = Pick<TrashRow, 'deletedAt' | 'k'>;

export type TrashQuery = {
  limit: number;
  /** Rows beyond this place. */
  after?: TrashPosition | undefined;
  /** This one alone. */
  id?: string | undefined;
  /** As of a {@link CompletionFilter}. */
  search?: CompletionFilter['search'] | undefined;
  by?: DeletedBy | undefined;
};

/** `total`: of all pages; `found`: of that, whoever deleted them. */
export type TrashPage = {
  rows: TrashRow[];
  total: number;
  found: Record<DeletedBy, number>;
  hasMore: boolean;
};

/** What was deleted and is kept for a while. Nothing else of the store sees it. */
export type Trash = {
  trash(query: TrashQuery): Promise<TrashPage>;
  /** Brings a completion back as it was. Resolves false when the trash does not hold it. */
  restore(id: string): Promise<boolean>;
  /** Erases a completion from the trash, beyond recovery. Resolves false when the trash does not hold it. */
  erase(id: string): Promise<boolean>;
  /** Erases what the trash holds at these positions. */
  eraseAt(positions: readonly number[]): Promise<void>;
  /** Erases at most `limit` completions deleted before a Unix second, oldest first; resolves with how many. */
  eraseDeletedBefore(second: number, limit: number): Promise<number>;
};
