import { label } from './storable-values';
import type { Value } from '../columns';
import type { AnyTagSpec } from '#contract/jobs/tag';
import type { Brought, Job, JobChange, NewJob, PricedItem } from '../jobs';
import { secondOf } from '../position';
import type { Arrival } from '../records';
import type { Metadata } from '#contract/metadata';
import { planTag, planUndo, readWritten, type TagPlan } from './tag-plan';

/** A row of the table `jobs`, as both databases return it. */
export type JobRow = Omit<Job, 'counts'> & Job['counts'];

/** A row of the table `job_items`. */
export type ItemRow = { n: number; k: number | null; id: string | null; written: string | null };

/** What became of an item. */
export type Settled = {
  n: number;
  kind: 'changed' | 'skipped' | 'failed';
  reason?: string;
  id?: string | null;
  /** JSON text of a {@link Written}, for the job that takes it back. */
  written?: string;
};

export const jobColumns = [
  'k',
  'id',
  'kind',
  'lane',
  'state',
  'actor',
  'origin',
  'created',
  'started',
  'ended',
  'target',
  'spec',
  'progress',
  'total',
  'changed',
  'skipped',
  'failed',
  'oldest',
  'newest',
  'bytes',
  'error',
] as const satisfies readonly (keyof JobRow)[];

/** Columns of a new job, in the order of {@link newJobValues}. */
export const newJobColumns = [
  'id',
  'kind',
  'lane',
  'state',
  'actor',
  'origin',
  'created',
  'target',
  'spec',
  'progress',
] as const satisfies readonly (keyof NewJob)[];

export function newJobValues(job: NewJob): Value[] {
  return newJobColumns.map((column) => job[column]);
}

export function toJob({ total, changed, skipped, failed, ...row }: JobRow): Job {
  return { ...row, counts: { total, changed, skipped, failed } };
}

/** Column and value of everything that changes. */
export function changesOf({ counts, ...change }: JobChange): [column: string, value: Value][] {
  const error = change.error == null ? {} : { error: label(change.error) };
  return Object.entries({ ...change, ...error, ...counts }).filter(
    (entry): entry is [string, Value] => entry[1] !== undefined,
  );
}

/** What failed and why, as any database keeps it: both may quote what somebody sent. */
export function failureLabels({ id, reason }: { id: string; reason: string }): {
  id: string;
  reason: string;
} {
  return { id: label(id), reason: label(reason) };
}

export const GENERATING = 'it is being generated';

type Item = { n: number; k: number };

/** What became of items whose completions were deleted, but for those that are being generated. Each goes once. */
export function deletedOf(
  items: readonly Item[],
  found: readonly { k: number; id: string; state: string }[],
): Settled[] {
  const rows = new Map(found.map((row) => [row.k, row]));
  return items.map(({ n, k }) => {
    const row = rows.get(k);
    if (!row) return { n, kind: 'skipped' };
    if (row.state === 'running') return { n, kind: 'failed', id: row.id, reason: GENERATING };
    rows.delete(k);
    return { n, kind: 'changed' };
  });
}

/** What became of items of which some were done. */
export function settledOf(items: readonly Item[], done: readonly number[]): Settled[] {
  const left = new Set(done);
  return items.map(({ n, k }) => ({ n, kind: left.delete(k) ? 'changed' : 'skipped' }));
}

/** What a tag job does to a completion; `written` is what is known of it from the job that it takes back. */
export function tagPlan(spec: AnyTagSpec, before: Metadata, written: string | null): TagPlan {
  if ('erased' in spec)
    return { kind: 'failed', reason: 'what the job wrote was erased with its completions' };
  if (!('undo' in spec)) return planTag(before, spec);
  // Its items are copied from what the other job wrote.
  if (written === null) return { kind: 'skipped' };
  return planUndo(before, readWritten(written));
}

/** What becomes of an item whose cost was written, or was the same already. */
export function pricedItem({ n, from, to }: PricedItem, isWritten: boolean): Settled {
  if (!isWritten) return { n, kind: 'skipped' };
  return { n, kind: 'changed', written: JSON.stringify({ before: from, after: to }) };
}

/** The oldest and the newest second of a job that gets more positions. */
export function span(
  { oldest, newest }: Pick<Job, 'oldest' | 'newest'>,
  positions: readonly number[],
): Pick<Job, 'oldest' | 'newest'> {
  if (positions.length === 0) return { oldest, newest };
  const [least, most] = positions.reduce(
    ([low, high], k) => [Math.min(low, k), Math.max(high, k)],
    [Infinity, -Infinity],
  );
  return {
    oldest: Math.min(oldest ?? Infinity, secondOf(least)),
    newest: Math.max(newest ?? -Infinity, secondOf(most)),
  };
}

/** The counts of a job whose step has settled some more. */
export function countsAfter(
  before: Job['counts'],
  settled: readonly Settled[],
): Omit<Job['counts'], 'total'> {
  const { total: _, ...counts } = before;
  for (const { kind } of settled) counts[kind] += 1;
  return counts;
}

/** The counts of a job that has brought in some more. */
export function countsWith(
  { counts }: Job,
  { records, failures, known }: Brought,
  arrivals: readonly Arrival[],
): Job['counts'] {
  const added = arrivals.filter((arrival) => arrival === 'added').length;
  return {
    total: counts.total + records.length + failures.length + known,
    changed: counts.changed + added,
    skipped: counts.skipped + known + records.length - added,
    failed: counts.failed + failures.length,
  };
}
