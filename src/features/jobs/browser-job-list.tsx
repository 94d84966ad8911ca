import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useConnectionStore } from '@/components/connection-store';
import {
  browserJobName,
  browserJobSentence,
  browserRestText,
} from '@/components/jobs/browser-job-text';
import { stepsOf } from '@/components/jobs/browser-job-follower';
import { browserJobsBegun } from '@/components/jobs/followed-job';
import { connectionFor, useBrowserJobStep } from '@/components/jobs/use-browser-jobs';
import { formatDateTime, formatNumber, formatRelativeTime } from '@/lib/format';
import { type BrowserJob, doneOf } from '@/queries/browser-jobs/browser-job';
import { browserJobQueries } from '@/queries/browser-jobs/browser-jobs';
import { Badge } from '@/ui/badge';
import { Button } from '@/ui/button';
import { Progress } from '@/ui/progress';

const STATES = {
  running: 'Running',
  paused: 'Paused',
  completed: 'Done',
  cancelled: 'Cancelled',
};

/** What this browser does, or has done, at servers that have no jobs of their own. */
export function BrowserJobList() {
  const { data: jobs = [] } = useQuery(browserJobQueries.list());
  if (jobs.length === 0) return null;
  return (
    <section aria-labelledby="browser-jobs" className="border-b border-line">
      <h2 id="browser-jobs" className="px-4 pt-4 text-sm font-semibold">
        Jobs of this browser
      </h2>
      <p className="px-4 text-xs text-ink-3">
        At servers that have OpenAI’s API alone, this browser makes the calls itself.
      </p>
      <ul aria-label="Jobs of this browser">
        {jobs.map((job) => (
          <Row key={job.id} {...{ job, jobs }} />
        ))}
      </ul>
    </section>
  );
}

function Row({ job, jobs }: { job: BrowserJob; jobs: readonly BrowserJob[] }) {
  const [isListing, setListing] = useState(false);
  const step = useBrowserJobStep();
  const { failed } = job.counts;
  const direct = useConnectionStore((state) => state.direct);
  const needsKey = job.state === 'running' && connectionFor(job.source, direct) === null;
  return (
    <li aria-label={browserJobSentence(job)} className="border-t border-line px-4 py-3">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <div className="min-w-0 flex-1 basis-64">
          <p className="flex items-center gap-2 text-sm">
            <span className="font-medium">{browserJobName(job)}</span>
            <Badge>{STATES[job.state]}</Badge>
          </p>
          <p className="mt-0.5 text-sm text-ink-2">
            {browserJobSentence(job)}
            {browserRestText(job) !== '' && ` · ${browserRestText(job)}`}
          </p>
          {job.reason !== null && <p className="text-xs text-danger-ink">{job.reason}</p>}
          {needsKey && (
            <p className="text-xs text-warning-ink">Waits for the API key of {job.source.label}</p>
          )}
          <p className="mt-0.5 text-xs text-ink-3">
            {formatRelativeTime(job.createdAt / 1_000)} · {formatDateTime(job.createdAt / 1_000)} ·{' '}
            {job.chosen}
          </p>
        </div>
        <div className="flex flex-wrap gap-2">
          {failed > 0 && (
            <Button
              size="sm"
              variant="ghost"
              aria-expanded={isListing}
              onClick={() => setListing(!isListing)}
            >
              {formatNumber(failed)} failed
            </Button>
          )}
          {stepsOf(job, jobs).map(([name, label]) => (
            <Button
              key={name}
              size="sm"
              onClick={() => {
                browserJobsBegun();
                void step(job, name);
              }}
            >
              {label}
            </Button>
          ))}
          {job.endedAt !== null && (
            <Button size="sm" variant="ghost" onClick={() => void step(job, 'forget')}>
              Forget
            </Button>
          )}
        </div>
      </div>
      {job.endedAt === null && (
        <div className="mt-2">
          <Progress
            label={browserJobSentence(job)}
            value={doneOf(job.counts)}
            max={job.counts.total}
          />
        </div>
      )}
      {isListing && <Failures id={job.id} />}
    </li>
  );
}

function Failures({ id }: { id: string }) {
  const { data: items = [] } = useQuery(browserJobQueries.failures(id));
  return (
    <ul className="mt-3 max-h-72 scrolls-y rounded-lg border border-line p-2 text-xs">
      {items.map((item) => (
        <li key={item.n} className="py-0.5">
          <code className="font-mono break-all">{item.id}</code>
          <span className="text-ink-2">
            {item.outcome?.kind === 'failed' && `: ${item.outcome.reason}`}
          </span>
        </li>
      ))}
    </ul>
  );
}
