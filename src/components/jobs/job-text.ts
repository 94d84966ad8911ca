import type { JobState } from '#contract/jobs/job-state';
import { JOB_KINDS, type JobKind } from '#contract/jobs/kinds';
import type { Job } from '#contract/wire/jobs';
import { filterWords } from '@/components/filter-text';
import { formatCount, formatDuration, formatNumber } from '@/lib/format';

const STATES: Record<JobState, string> = {
  preparing: 'Counting',
  ready: 'Counted, not started',
  queued: 'Waiting for another job',
  running: 'Running',
  paused: 'Paused',
  completed: 'Done',
  cancelled: 'Cancelled',
  failed: 'Failed',
};

/** "Delete", "Retention: After a month", "Mirror: openai". */
export function jobName({ kind, target, spec }: Job): string {
  const { words, about } = JOB_KINDS[kind];
  if ('undo' in target) return `Undo: ${words.name}`;
  const more = about?.(spec, target) ?? null;
  return more === null ? words.name : `${words.name}: ${more}`;
}

/** What a job applies to: its filter in words, "everything", "12 picked by hand"; empty where its name says it. */
export function targetText(target: Job['target']): string {
  if ('filter' in target && target.filter !== '') return filterWords(target.filter).join(', ');
  if ('filter' in target || 'all' in target) return 'everything';
  if ('named' in target) return `${formatNumber(target.named)} picked by hand`;
  if ('ids' in target) return `${formatNumber(target.ids.length)} picked by hand`;
  return 'trash' in target ? 'the trash' : '';
}

export function stateName({ state }: Job): string {
  return STATES[state];
}

export function completionsText(count: number): string {
  return formatCount(count, 'completion');
}

/** "Deleting 1,204 completions", "1,204 completions deleted". */
export function jobSentence(job: Job): string {
  const { words, wordsFor } = JOB_KINDS[job.kind];
  const { doing, done } = { ...words, ...wordsFor?.(job.spec) };
  const { total, changed } = job.counts;
  if (job.state === 'completed') return `${completionsText(changed)} ${done}`;
  if (job.ended !== null) return `${completionsText(changed)} ${done}, then ${job.state}`;
  return total === 0 ? `${doing} completions` : `${doing} ${completionsText(total)}`;
}

/** "120 a second, about 16 s left", by what was done since it was first looked at; empty before that can be said. */
export function paceText(
  { done, total }: Pick<Job['counts'], 'done' | 'total'>,
  since: { done: number; at: number },
  now: number,
): string {
  const seconds = (now - since.at) / 1_000;
  if (seconds < 2 || done <= since.done) return '';
  const pace = (done - since.done) / seconds;
  const words = pace < 1 ? '' : `${formatNumber(Math.round(pace))} a second`;
  const left = total > done ? `about ${formatDuration(((total - done) / pace) * 1_000)} left` : '';
  return [words, left].filter(Boolean).join(', ');
}

/** What else became of them; empty when nothing did. */
export function restText({ kind, progress, counts: { skipped, failed } }: Job): string {
  const { left } = JOB_KINDS[kind].words;
  const leftText = typeof left === 'string' ? left : skipped === 1 ? left.one : left.more;
  return [
    skipped > 0 && `${formatNumber(skipped)} ${leftText}`,
    failed > 0 && `${failedText(kind, failed)}${reasonsText(progress.left_out)}`,
  ]
    .filter(Boolean)
    .join(', ');
}

/** "4 failed"; of an export, "4 left out". */
export function failedText(kind: JobKind, failed: number): string {
  return `${formatNumber(failed)} ${JOB_KINDS[kind].words.failed ?? 'failed'}`;
}

const MOST_REASONS = 3;

/** ": 3 as the answer is not complete, 1 as there are no request messages". */
function reasonsText(counts: Record<string, number> = {}): string {
  const all = Object.entries(counts).sort(([, a], [, b]) => b - a);
  const words = all
    .slice(0, MOST_REASONS)
    .map(([reason, count]) => `${formatNumber(count)} as ${reason}`);
  const rest = all.slice(MOST_REASONS).reduce((sum, [, count]) => sum + count, 0);
  if (rest > 0) words.push(`${formatNumber(rest)} for other reasons`);
  return words.length === 0 ? '' : `: ${words.join(', ')}`;
}
