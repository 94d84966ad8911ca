import Check from 'lucide-react/icons/check';
import Clock from 'lucide-react/icons/clock';
import CircleX from 'lucide-react/icons/circle-x';
import Square from 'lucide-react/icons/square';
import TriangleAlert from 'lucide-react/icons/triangle-exclamation-point';
import { type ReactNode, useState } from 'react';
import type { Job } from '#contract/wire/jobs';
import { JobProgress } from '@/components/jobs/job-progress';
import {
  failedText,
  jobName,
  jobSentence,
  restText,
  stateName,
  targetText,
} from '@/components/jobs/job-text';
import { formatDateTime, formatDuration, formatRelativeTime } from '@/lib/format';
import { Button } from '@/ui/button';
import { cx } from '@/ui/cx';
import { Spinner } from '@/ui/spinner';

type Props<Step extends string> = {
  job: Job;
  /** Who does it, or asked for it. */
  by: string | null;
  /** What was chosen, where its target does not say it. */
  chosen?: string;
  waitsFor?: string | null;
  steps: readonly (readonly [Step, string])[];
  /** The one that is on its way. */
  stepping?: Step | null;
  /** Why a step cannot be taken. */
  lackFor?: (step: Step) => string | null;
  onStep: (step: Step) => void;
  /** What could not be done; asked for when it is opened. */
  failures: ReactNode;
};

/** One job: on one line once it is over, with its progress below while it is not. */
export function JobRow<Step extends string>(props: Props<Step>) {
  const { job, by, chosen, waitsFor = null, steps, stepping, lackFor, onStep, failures } = props;
  const [isListing, setListing] = useState(false);
  const { failed } = job.counts;
  const isOver = job.ended !== null;
  const isWaiting = job.state === 'queued' && job.counts.done === 0;
  const scope = chosen ?? targetText(job.target);
  /** As two jobs may do the same, with the time. */
  const named = (label: string) =>
    [`${label}: ${jobName(job)}`, scope, formatDateTime(job.created)].filter(Boolean).join(', ');
  return (
    <li
      aria-label={jobSentence(job)}
      // Its buttons come and go with its state.
      tabIndex={-1}
      className="border-b border-line px-5 py-1 text-sm"
    >
      <div className="flex min-h-8 items-center gap-x-4 max-lg:flex-wrap">
        <StateMark job={job} />
        <p className="line-clamp-2 min-w-0 flex-1 wrap-anywhere max-lg:basis-2/3">
          <span className={cx(!isOver && 'font-semibold')}>{jobName(job)}</span>{' '}
          <bdi className="text-ink-3">{scope}</bdi>
        </p>
        <p className="w-28 shrink-0 truncate text-ink-2 max-lg:w-auto">{by}</p>
        <p className="line-clamp-2 min-w-0 flex-1 wrap-anywhere max-lg:order-1 max-lg:basis-full">
          {jobSentence(job)}
          {isWaiting && <span className="text-ink-3">, waiting for another job</span>}
          {restText(job) !== '' && <span className="text-ink-3">, {restText(job)}</span>}
        </p>
        <p className="w-32 shrink-0 truncate text-xs text-ink-3" title={historyOf(job)}>
          {formatRelativeTime(job.created)}
          {tookText(job)}
        </p>
        <div className="flex shrink-0 justify-end gap-1 max-lg:order-2 max-lg:ms-auto lg:min-w-44">
          {failed > 0 && (
            <Button
              size="sm"
              variant="ghost"
              aria-label={named(failedText(job.kind, failed))}
              aria-expanded={isListing}
              onClick={() => setListing(!isListing)}
            >
              {failedText(job.kind, failed)}
            </Button>
          )}
          {steps.map(([name, label]) => (
            <Button
              key={name}
              size="sm"
              variant={isOver ? 'ghost' : 'secondary'}
              aria-label={named(label)}
              loading={stepping === name}
              notNow={lackFor?.(name) ?? null}
              onClick={() => onStep(name)}
            >
              {label}
            </Button>
          ))}
        </div>
      </div>
      {job.error !== null && <p className="ms-8 text-xs text-danger-ink">{job.error}</p>}
      {!isOver && !isWaiting && <JobProgress {...{ job, waitsFor }} className="mt-1 mb-2" />}
      {isListing && failures}
    </li>
  );
}

/** The state as a mark; its word goes to those who do not see it. */
function StateMark({ job }: { job: Job }) {
  const name = stateName(job);
  return (
    <span title={name} className="flex w-4 shrink-0 justify-center [&_svg]:size-4">
      {markOf(job)}
      <span className="sr-only">{name}</span>
    </span>
  );
}

function markOf({ state, counts }: Job): ReactNode {
  if (state === 'failed') return <CircleX aria-hidden className="text-danger-ink" />;
  if (state === 'cancelled') return <Square aria-hidden className="text-ink-3" />;
  if (state === 'completed' && counts.failed > 0)
    return <TriangleAlert aria-hidden className="text-warning-ink" />;
  if (state === 'completed') return <Check aria-hidden className="text-success-ink" />;
  if (state === 'running' || state === 'preparing') return <Spinner className="size-4" />;
  if (state === 'queued') return <Clock aria-hidden className="text-ink-3" />;
  return <Square aria-hidden className="text-ink-3" />;
}

function tookText({ started, ended }: Job): string {
  if (ended === null || started === null || ended < started) return '';
  return ` · ${formatDuration(Math.max(1, ended - started) * 1_000)}`;
}

function historyOf(job: Job): string {
  const begun = formatDateTime(job.created);
  return job.ended === null ? begun : `${begun}, ended ${formatDateTime(job.ended)}`;
}
