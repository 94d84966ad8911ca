import CircleCheck from 'lucide-react/icons/circle-check';
import TriangleAlert from 'lucide-react/icons/triangle-exclamation-point';
import X from 'lucide-react/icons/x';
import { Link } from 'react-router-dom';
import type { Job } from '#contract/wire/jobs';
import { JobProgress } from '@/components/jobs/job-progress';
import { jobSentence, restText } from '@/components/jobs/job-text';
import { paths } from '@/paths';
import { Button, buttonLook } from '@/ui/button';
import { IconButton } from '@/ui/icon-button';

type Props<Step extends string> = {
  label: string;
  job: Job;
  /** The server that it is done at, where that is not this one. */
  at?: string;
  steps: readonly (readonly [Step, string])[];
  /** The one that is on its way. */
  stepping?: Step | null;
  /** Why a step cannot be taken. */
  lackFor?: (step: Step) => string | null;
  /** Instead of how far it is, while it has not begun. */
  before?: string | null;
  /** What it waits for. */
  waitsFor?: string | null;
  onStep: (step: Step) => void;
  /** Missing while it cannot be left. */
  onDismiss?: (() => void) | undefined;
};

/** A job above the corner of any page: how far it is, and what can be done about it. */
export function JobNotice<Step extends string>(props: Props<Step>) {
  const { label, job, at, steps, stepping, before, waitsFor, lackFor, onStep, onDismiss } = props;
  return (
    <section
      aria-label={label}
      className="fixed right-4 bottom-24 z-40 w-[min(24rem,calc(100vw-2rem))] animate-enter rounded-lg bg-surface p-3 text-sm shadow-overlay max-sm:bottom-40"
    >
      <div className="flex items-start gap-2">
        <StateIcon job={job} />
        <div className="min-w-0 flex-1">
          {/* Only its end is told to those who do not see the bar move. */}
          <p role={job.ended === null ? undefined : 'status'}>{jobSentence(job)}</p>
          <p className="text-xs text-ink-3">{before ?? job.error ?? (restText(job) || at)}</p>
        </div>
        {onDismiss && (
          <IconButton label="Dismiss" size="iconSm" onClick={onDismiss}>
            <X aria-hidden className="size-4" />
          </IconButton>
        )}
      </div>
      {job.ended === null && !before && (
        <JobProgress job={job} waitsFor={waitsFor ?? null} className="mt-2" />
      )}
      <div className="mt-2 flex items-center justify-end gap-2">
        <Link to={paths.data('jobs')} className={buttonLook({ variant: 'ghost', size: 'sm' })}>
          All jobs
        </Link>
        {steps.map(([step, words]) => (
          <Button
            key={step}
            size="sm"
            loading={stepping === step}
            notNow={lackFor?.(step) ?? null}
            onClick={() => onStep(step)}
          >
            {words}
          </Button>
        ))}
      </div>
    </section>
  );
}

function StateIcon({ job }: { job: Job }) {
  if (job.state === 'failed' || job.counts.failed > 0) {
    return <TriangleAlert aria-hidden className="mt-0.5 size-4 text-warning-ink" />;
  }
  if (job.state !== 'completed') return null;
  return <CircleCheck aria-hidden className="mt-0.5 size-4 text-success-ink" />;
}
