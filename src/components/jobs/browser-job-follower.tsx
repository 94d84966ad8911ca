import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { Link } from 'react-router-dom';
import { useConnectionStore } from '@/components/connection-store';
import { browserJobSentence, browserRestText } from '@/components/jobs/browser-job-text';
import { browserJobsOver } from '@/components/jobs/followed-job';
import {
  type BrowserStep,
  connectionFor,
  useBrowserJobStep,
} from '@/components/jobs/use-browser-jobs';
import { formatNumber } from '@/lib/format';
import { paths } from '@/paths';
import { type BrowserJob, doneOf, isUndone } from '@/queries/browser-jobs/browser-job';
import { browserJobQueries, resumeBrowserJobs } from '@/queries/browser-jobs/browser-jobs';
import { Button, buttonLook } from '@/ui/button';
import { Progress } from '@/ui/progress';

/** Goes on with the jobs of this browser and tells how far the last one is, on every page, until it is dismissed. */
export function BrowserJobFollower() {
  const { data: jobs = [], dataUpdatedAt } = useQuery(browserJobQueries.list());
  const direct = useConnectionStore((state) => state.direct);
  const queryClient = useQueryClient();
  const step = useBrowserJobStep();
  // Jobs live outside React, in the database of the browser; they go on once the key that they need is there.
  useEffect(() => {
    void resumeBrowserJobs((source) => connectionFor(source, direct), queryClient);
  }, [direct, queryClient]);
  const job = jobs.find(({ state }) => state === 'running' || state === 'paused') ?? jobs[0];
  if (!job) return null;

  return (
    <section
      aria-label="Job of this browser"
      className="fixed right-4 bottom-24 z-40 w-[min(24rem,calc(100vw-2rem))] animate-enter rounded-lg bg-surface p-3 text-sm shadow-overlay max-sm:bottom-40"
    >
      <p role={job.endedAt === null ? undefined : 'status'}>{browserJobSentence(job)}</p>
      <Detail job={job} now={dataUpdatedAt} hasKey={connectionFor(job.source, direct) !== null} />
      <div className="mt-2 flex items-center justify-end gap-2">
        <Link to={paths.data('jobs')} className={buttonLook({ variant: 'ghost', size: 'sm' })}>
          All jobs
        </Link>
        {stepsOf(job, jobs).map(([name, label]) => (
          <Button key={name} size="sm" onClick={() => void step(job, name)}>
            {label}
          </Button>
        ))}
        {job.endedAt !== null && (
          <Button size="sm" variant="ghost" onClick={browserJobsOver}>
            Dismiss
          </Button>
        )}
      </div>
    </section>
  );
}

type DetailProps = {
  job: BrowserJob;
  /** When the job was last looked at, in milliseconds. */
  now: number;
  hasKey: boolean;
};

function Detail({ job, now, hasKey }: DetailProps) {
  const done = doneOf(job.counts);
  const waits = Math.ceil((job.startsAt - now) / 1_000);
  if (job.endedAt !== null) return <p className="text-xs text-ink-3">{browserRestText(job)}</p>;
  if (job.state === 'running' && waits > 0) {
    return <p className="text-xs text-ink-3">Nothing is sent yet: it begins in {waits} s.</p>;
  }
  return (
    <div className="mt-2">
      <Progress label={browserJobSentence(job)} value={done} max={job.counts.total} />
      <p className="mt-1 text-xs text-ink-3 tabular-nums">
        {formatNumber(done)} of {formatNumber(job.counts.total)}
        {job.state === 'paused' && ` · Paused${job.reason === null ? '' : `: ${job.reason}`}`}
        {job.state === 'running' && !hasKey && ` · Waits for the API key of ${job.source.label}`}
      </p>
    </div>
  );
}

/** What can be done about a job now, among all of this browser: what was taken back is not taken back again. */
export function stepsOf(job: BrowserJob, jobs: readonly BrowserJob[]): [BrowserStep, string][] {
  if (job.state === 'running') {
    return job.startsAt > Date.now() ? [['cancel', 'Undo']] : [['pause', 'Pause']];
  }
  if (job.state === 'paused') {
    return [
      ['cancel', 'Cancel'],
      ['resume', 'Resume'],
    ];
  }
  const steps: [BrowserStep, string][] = [];
  if (job.counts.failed > 0 && job.state === 'completed') steps.push(['retry', 'Try again']);
  if (job.action.kind === 'tag' && job.counts.changed > 0 && !isUndone(job, jobs))
    steps.push(['undo', 'Undo']);
  return steps;
}
