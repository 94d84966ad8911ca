import { useMutation, useQuery } from '@tanstack/react-query';
import CircleCheck from 'lucide-react/icons/circle-check';
import TriangleAlert from 'lucide-react/icons/triangle-exclamation-point';
import X from 'lucide-react/icons/x';
import { Link } from 'react-router-dom';
import type { Job } from '#contract/wire/jobs';
import type { JobStep } from '@/api/jobs';
import { jobDismissed, jobStarted } from '@/components/jobs/followed-job';
import { jobSentence, restText } from '@/components/jobs/job-text';
import { formatNumber } from '@/lib/format';
import { paths } from '@/paths';
import { changeJob, jobQueries } from '@/queries/job-queries';
import { Button, buttonLook } from '@/ui/button';
import { IconButton } from '@/ui/icon-button';
import { Progress } from '@/ui/progress';
import { showToast } from '@/ui/toast-store';

/** Tells how far the job is that was started here, on every page, until it is dismissed. */
export function JobFollower({ id }: { id: string }) {
  const { data: job } = useQuery(jobQueries.one(id));
  const stepping = useMutation(changeJob());
  if (!job) return null;

  function step(name: JobStep) {
    stepping.mutate(
      { id, step: name },
      {
        onSuccess: (next) => jobStarted(next.id),
        onError: ({ message }) =>
          showToast({ title: 'The job was not changed', detail: message, tone: 'danger' }),
      },
    );
  }

  return (
    <section
      aria-label="Job"
      className="fixed right-4 bottom-24 z-40 w-[min(24rem,calc(100vw-2rem))] animate-enter rounded-lg bg-surface p-3 text-sm shadow-overlay max-sm:bottom-40"
    >
      <div className="flex items-start gap-2">
        <StateIcon job={job} />
        <div className="min-w-0 flex-1">
          {/* Only its end is told to those who do not see the bar move. */}
          <p role={job.ended === null ? undefined : 'status'}>{jobSentence(job)}</p>
          <p className="text-xs text-ink-3">{job.error ?? restText(job)}</p>
        </div>
        <IconButton label="Dismiss" size="iconSm" onClick={jobDismissed}>
          <X aria-hidden className="size-4" />
        </IconButton>
      </div>
      {job.ended === null && <Bar job={job} />}
      <div className="mt-2 flex items-center justify-end gap-2">
        <Link to={paths.data('jobs')} className={buttonLook({ variant: 'ghost', size: 'sm' })}>
          All jobs
        </Link>
        <Steps job={job} isBusy={stepping.isPending} onStep={step} />
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

function Bar({ job }: { job: Job }) {
  const { done, total } = job.counts;
  return (
    <div className="mt-2">
      <Progress
        label={jobSentence(job)}
        value={done}
        max={job.state === 'preparing' || total <= done ? 0 : total}
      />
      <p className="mt-1 text-xs text-ink-3 tabular-nums">
        {job.state === 'queued'
          ? 'Waiting for another job'
          : total > done
            ? `${formatNumber(done)} of ${formatNumber(total)}`
            : formatNumber(done)}
        {job.state === 'paused' && ' · Paused'}
      </p>
    </div>
  );
}

type StepsProps = { job: Job; isBusy: boolean; onStep: (step: JobStep) => void };

function Steps({ job, isBusy, onStep }: StepsProps) {
  const steps: [JobStep, string][] = [];
  if (job.state === 'running' || job.state === 'queued') steps.push(['pause', 'Pause']);
  if (job.state === 'paused') steps.push(['cancel', 'Cancel'], ['resume', 'Resume']);
  if (job.undo) steps.push(['undo', 'Undo']);
  return steps.map(([step, label]) => (
    <Button key={step} size="sm" disabled={isBusy} onClick={() => onStep(step)}>
      {label}
    </Button>
  ));
}
