import type { Connection } from '@/api/connection';
import type { Metadata } from '#contract/metadata';
import type { MetadataChange } from '#contract/metadata-change';

/**
 * Work on many completions of a server that has OpenAI's API alone: done by the browser, one call after the other,
 * and kept in it until it is done. It never holds a key.
 */
export type BrowserJob = {
  id: string;
  source: Pick<Connection, 'id' | 'baseUrl' | 'label'>;
  action: BrowserAction;
  /** What was chosen, in words. */
  chosen: string;
  /** Unix milliseconds. Until `startsAt` it can be taken back as if nothing had been. */
  createdAt: number;
  startsAt: number;
  endedAt: number | null;
  state: BrowserJobState;
  /** Why it waits, when nobody asked it to. */
  reason: string | null;
  counts: { total: number; changed: number; skipped: number; failed: number };
};

export type BrowserAction =
  | { kind: 'delete' }
  | { kind: 'tag'; change: MetadataChange }
  /** Takes back what a tag job wrote, where nobody has written since. */
  | { kind: 'untag'; job: string };

type BrowserJobState = 'running' | 'paused' | 'completed' | 'cancelled';

/** What became of one completion. */
export type Outcome =
  | { kind: 'changed'; before?: Metadata; after?: Metadata }
  | { kind: 'skipped' }
  | { kind: 'failed'; reason: string };

/** What is kept of one completion of a job. */
export type JobItem = { job: string; n: number; id: string; outcome: Outcome | null };

export function doneOf({ changed, skipped, failed }: BrowserJob['counts']): number {
  return changed + skipped + failed;
}

/** Whether another job takes back, or has taken back, what this one did; one that was cancelled left it half done. */
export function isUndone({ id }: BrowserJob, jobs: readonly BrowserJob[]): boolean {
  return jobs.some(
    ({ action, state }) => action.kind === 'untag' && action.job === id && state !== 'cancelled',
  );
}
