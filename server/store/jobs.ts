import type { Lane } from '#contract/jobs/job-kind';
import type { JobState } from '#contract/jobs/job-state';
import type { JobKind } from '#contract/jobs/kinds';
import type { OnWorked } from './timed';
import type { StoredCompletion } from './completion';
import type { EndedRecord } from './records';
import type { Metadata } from '#contract/metadata';

/** Work on many completions, as it is recorded. Times in Unix seconds. */
export type Job = {
  id: string;
  /** Order of creation. */
  k: number;
  kind: JobKind;
  lane: Lane;
  state: JobState;
  /** Who asked for it, as far as the server can tell: 'access token', 'dashboard', 'schedule'. */
  actor: string | null;
  /** The address that the request came from. */
  origin: string | null;
  created: number;
  started: number | null;
  ended: number | null;
  /** JSON text, as it was asked for. */
  target: string;
  /** JSON text: what is to be done to each. */
  spec: string;
  /** JSON text of an object: what its kind needs to go on, and the figures that only it has. */
  progress: string;
  counts: JobCounts;
  /** When the oldest and the newest of its completions were created. */
  oldest: number | null;
  newest: number | null;
  /** Of the texts of all its completions. */
  bytes: number;
  /** Why it failed, or what else is to be known of its end. */
  error: string | null;
};

/** What is neither changed, skipped nor failed is pending. */
type JobCounts = { total: number; changed: number; skipped: number; failed: number };

export type NewJob = Pick<
  Job,
  'id' | 'kind' | 'lane' | 'state' | 'actor' | 'origin' | 'created' | 'target' | 'spec' | 'progress'
>;

export type JobChange = Partial<
  Pick<
    Job,
    'state' | 'started' | 'ended' | 'target' | 'progress' | 'oldest' | 'newest' | 'bytes' | 'error'
  >
> & { counts?: Partial<JobCounts> };

/** Which table the items of a job are in: what is stored, or what waits in the trash. */
export type Shelf = 'completions' | 'trash';

export type JobFailure = { n: number; id: string | null; reason: string };

/** Which jobs; all conditions must hold. */
export type JobsQuery = {
  limit: number;
  /** Those created before the one at this place. */
  before?: number | undefined;
  kind?: JobKind | undefined;
  state?: JobState | undefined;
  /** JSON texts of targets, any of them. */
  targets?: readonly string[] | undefined;
  /** Those that have not ended; false: those that have. */
  isOpen?: boolean | undefined;
  /** Those that failed, or could not do all; false: all others. */
  hasFailures?: boolean | undefined;
};

/** What a job brings in at a time. */
export type Brought = {
  /** Those whose id is stored by now are skipped. */
  records: readonly EndedRecord[];
  /** What could not be brought in, and why. */
  failures: readonly { id: string; reason: string }[];
  /** How many more it came by that were here already. */
  known: number;
};

/**
 * Acts on completions that a job finds by itself, in one transaction, as long as the job is running. Resolves with the
 * job after it; `onWorked` is told how many milliseconds that took without the commit.
 */
export type ActForJob = (
  id: string,
  positions: readonly number[],
  change: JobChange,
  onWorked?: OnWorked,
) => Promise<Job | null>;

/** A completion that a job prices, with what its price depends on; all null where it is gone. */
export type ItemToPrice = { n: number; k: number | null; written: string | null } & {
  [
    Member in
      | 'provider'
      | 'model'
      | 'created'
      | 'promptTokens'
      | 'completionTokens'
      | 'cachedTokens'
      | 'cost'
      | 'request'
  ]: StoredCompletion[Member] | null;
} & { body: string | null };

/** What a completion cost, and what it does now. */
export type PricedItem = { n: number; k: number | null; from: number | null; to: number | null };

/** Work on many completions, written down so that it survives whatever ends the process. */
export type Jobs = {
  createJob(job: NewJob): Promise<void>;
  job(id: string): Promise<Job | null>;
  /** The last created first. */
  jobs(query: JobsQuery): Promise<Job[]>;
  /** How many there are, and how many of them failed, or could not do all. */
  jobCounts(query: Pick<JobsQuery, 'isOpen'>): Promise<{ all: number; failures: number }>;
  /** Resolves with the job as it then is; null, and nothing changed, when its state is none of `from`. */
  changeJob(id: string, from: readonly JobState[], change: JobChange): Promise<Job | null>;
  /**
   * Takes the next job of a lane to run, one that was running before any that waits. Resolves null when there is none,
   * or another process on this database runs one.
   */
  claimJob(lane: Lane): Promise<Job | null>;
  /** Jobs that a process which is gone left `preparing`: they are this one's now. Its transfers have failed. */
  adoptJobs(isStart: boolean): Promise<Job[]>;
  /** Writes down what a job will touch, by position, and counts it. */
  addJobItems(id: string, positions: readonly number[]): Promise<void>;
  /** The same by id; an id that the shelf does not hold will be skipped. */
  addJobIds(id: string, ids: readonly string[], shelf: Shelf): Promise<void>;
  /** What a tag job wrote, for the job that takes it back. */
  addWrittenItems(id: string, of: string): Promise<void>;
  /** Forgets all items of a job, to begin anew. */
  clearJobItems(id: string): Promise<void>;
  /**
   * Acts on the next `limit` items in one transaction, as long as the job is running. Resolves with the job after it;
   * `onWorked` is told how many milliseconds that took without the commit.
   */
  workOnJob(job: Pick<Job, 'id' | 'kind'>, limit: number, onWorked?: OnWorked): Promise<Job | null>;
  /** The next items of a job that prices. */
  itemsToPrice(id: string, limit: number): Promise<ItemToPrice[]>;
  /** Settles items with their costs; one that has another by now is left, and so is one that is running. */
  priceForJob(id: string, priced: readonly PricedItem[], onWorked?: OnWorked): Promise<Job | null>;
  /** Moves completions to the trash for a job and counts them; those that are running are left. */
  deleteForJob: ActForJob;
  /** Removes what was said in completions for a job, beyond recovery, and counts them; the numbers stay. */
  stripForJob: ActForJob;
  /** Stores what a job brings in and counts it, all or nothing. */
  bringForJob(id: string, brought: Brought, change: JobChange): Promise<Job | null>;
  jobFailures(id: string, query: { limit: number; after: number }): Promise<JobFailure[]>;
  /** Adds to what a transfer, which has no items, could not do. */
  addJobFailures(id: string, failures: readonly { id: string; reason: string }[]): Promise<void>;
  /** Makes what failed pending again. */
  retryJobItems(id: string): Promise<void>;
  /** Only for one that was never started. */
  removeJob(id: string): Promise<void>;
  /** Positions in the trash, ascending, of all or of what one job deleted. */
  trashed(query: { job?: string | undefined; after: number; limit: number }): Promise<number[]>;
  /** Size of the texts at these positions, in bytes. */
  bytesAt(positions: readonly number[], shelf: Shelf): Promise<number>;
  metadataAt(positions: readonly number[]): Promise<Metadata[]>;
};
