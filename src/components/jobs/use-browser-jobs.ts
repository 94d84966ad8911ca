import { useQueryClient } from '@tanstack/react-query';
import type { Connection } from '@/api/connection';
import { providerConnection } from '@/api/connection';
import {
  connectionTo,
  type DirectConnection,
  useConnectionStore,
} from '@/components/connection-store';
import { type ShownStep, stepsOf } from '@/components/jobs/job-steps';
import { asJob } from '@/queries/browser-jobs/as-job';
import type { BrowserJob } from '@/queries/browser-jobs/browser-job';
import { changeBrowserJob, runBrowserJob, undoTagJob } from '@/queries/browser-jobs/browser-jobs';

export type BrowserStep = ShownStep | 'forget';

/** How to reach what a job works on; null while its key is not there. */
export function connectionFor(
  source: BrowserJob['source'],
  direct: DirectConnection | null,
): Connection | null {
  if (source.id.startsWith('provider:')) return providerConnection(source.label);
  if (!direct || direct.baseUrl !== source.baseUrl || direct.apiKey === '') return null;
  return connectionTo(direct);
}

/** Pauses, resumes, … a job; what needs a key that is not there waits for it. */
export function useBrowserJobStep(): (job: BrowserJob, step: BrowserStep) => Promise<void> {
  const queryClient = useQueryClient();
  return async (job, step) => {
    const connection = connectionFor(job.source, useConnectionStore.getState().direct);
    if (step === 'undo') {
      if (connection) await undoTagJob(job, connection, queryClient);
      return;
    }
    await changeBrowserJob(job.id, step, queryClient);
    const goesOn = step === 'resume' || step === 'retry';
    if (goesOn && connection) void runBrowserJob(job.id, connection, queryClient);
  };
}

/** What is said of a job that cannot go on without a key; null for one that can. */
export function keyWaitedFor(job: BrowserJob, direct: DirectConnection | null): string | null {
  const isWaiting = job.state === 'running' && connectionFor(job.source, direct) === null;
  return isWaiting ? `Waits for the API key of ${job.source.label}` : null;
}

/** As of a job of the server; one that has not begun is undone, one that is over is forgotten by nobody else. */
export function browserStepsOf(
  job: BrowserJob,
  jobs: readonly BrowserJob[],
): [BrowserStep, string][] {
  const isBefore = job.state === 'running' && job.startsAt > Date.now();
  if (isBefore) return [['cancel', 'Undo']];
  return stepsOf(asJob(job, jobs));
}
