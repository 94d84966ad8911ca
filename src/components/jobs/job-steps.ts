import { JOB_KINDS } from '#contract/jobs/kinds';
import type { Job } from '#contract/wire/jobs';
import type { JobStep } from '@/api/jobs';

/** Starting belongs to the dialog that has counted. */
export type ShownStep = Exclude<JobStep, 'start'>;

/** What can be done about a job now, each with its label. */
export function stepsOf({ state, kind, counts, undo }: Job): [ShownStep, string][] {
  // A transfer goes as long as its request does.
  if (JOB_KINDS[kind].lane === 'follow') return state === 'running' ? [['cancel', 'Cancel']] : [];
  if (state === 'preparing') return [['cancel', 'Cancel']];
  if (state === 'running' || state === 'queued') {
    return [
      ['pause', 'Pause'],
      ['cancel', 'Cancel'],
    ];
  }
  if (state === 'paused') {
    return [
      ['resume', 'Resume'],
      ['cancel', 'Cancel'],
    ];
  }
  const steps: [ShownStep, string][] = [];
  if (counts.failed > 0 && state === 'completed') steps.push(['retry', 'Try again']);
  if (undo && (undo.until === null || undo.until * 1_000 > Date.now())) {
    steps.push(['undo', 'Undo']);
  }
  return steps;
}
