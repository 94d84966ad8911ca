import { JOB_KINDS } from '#contract/jobs/kinds';
import { completionsText } from '@/components/jobs/job-text';
import { formatNumber } from '@/lib/format';
import type { BrowserJob } from '@/queries/browser-jobs/browser-job';

const UNTAG = {
  name: 'Undo tags',
  doing: 'Taking back the tags of',
  done: 'restored',
  left: 'needed no change',
};

function wordsOf({ action: { kind } }: BrowserJob) {
  return kind === 'untag' ? UNTAG : JOB_KINDS[kind].words;
}

export function browserJobName(job: BrowserJob): string {
  return wordsOf(job).name;
}

export function browserJobSentence(job: BrowserJob): string {
  const { state, counts, source, reason } = job;
  const { doing, done } = wordsOf(job);
  if (state === 'cancelled' && reason !== null) {
    return `${completionsText(counts.changed)} ${done}: ${source.label} cannot do it`;
  }
  if (state === 'completed') return `${completionsText(counts.changed)} ${done}`;
  if (state === 'cancelled') return `${completionsText(counts.changed)} ${done}, then cancelled`;
  return `${doing} ${completionsText(counts.total)} of ${source.label}`;
}

export function browserRestText(job: BrowserJob): string {
  const { counts, state, reason } = job;
  const { skipped, failed } = counts;
  const { left } = wordsOf(job);
  return [
    skipped > 0 && `${formatNumber(skipped)} ${left}`,
    failed > 0 && `${formatNumber(failed)} failed`,
    state === 'cancelled' && reason,
  ]
    .filter(Boolean)
    .join(', ');
}
