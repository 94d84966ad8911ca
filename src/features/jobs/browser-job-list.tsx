import { useQuery } from '@tanstack/react-query';
import { useConnectionStore } from '@/components/connection-store';
import { browserJobsBegun } from '@/components/jobs/followed-job';
import {
  browserStepsOf,
  type BrowserStep,
  keyWaitedFor,
  useBrowserJobStep,
} from '@/components/jobs/use-browser-jobs';
import { asJob } from '@/queries/browser-jobs/as-job';
import type { BrowserJob } from '@/queries/browser-jobs/browser-job';
import { browserJobQueries } from '@/queries/browser-jobs/browser-jobs';
import { FailureRows, FailureTable } from './failure-table';
import { JobRow } from './job-row';

/** What this browser does, or has done, at servers that have no jobs of their own. */
export function BrowserJobList() {
  const { data: jobs = [] } = useQuery(browserJobQueries.list());
  if (jobs.length === 0) return null;
  return (
    <section aria-labelledby="browser-jobs">
      <h2 id="browser-jobs" className="px-5 pt-4 text-sm font-semibold">
        Jobs of this browser
      </h2>
      <p className="border-b border-line px-5 pb-2 text-xs text-ink-3">
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
  const step = useBrowserJobStep();
  const direct = useConnectionStore((state) => state.direct);
  const steps: [BrowserStep, string][] = browserStepsOf(job, jobs);
  return (
    <JobRow
      job={asJob(job, jobs)}
      by={job.source.label}
      chosen={job.chosen}
      waitsFor={keyWaitedFor(job, direct)}
      steps={job.endedAt === null ? steps : [...steps, ['forget', 'Forget']]}
      onStep={(name) => {
        if (name !== 'forget') browserJobsBegun();
        void step(job, name);
      }}
      failures={<Failures id={job.id} />}
    />
  );
}

function Failures({ id }: { id: string }) {
  const { data: items = [] } = useQuery(browserJobQueries.failures(id));
  return (
    <FailureTable>
      <FailureRows
        rows={items.map(({ id: failed, outcome }) => ({
          id: failed,
          reason: outcome?.kind === 'failed' ? outcome.reason : '',
        }))}
      />
    </FailureTable>
  );
}
