import { useQuery } from '@tanstack/react-query';
import CalendarClock from 'lucide-react/icons/calendar-clock';
import ListChecks from 'lucide-react/icons/list-checks';
import type { ReactNode } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router-dom';
import type { Job } from '#contract/wire/jobs';
import { LOCAL_CONNECTION } from '@/api/connection';
import type { JobPage } from '@/api/jobs';
import { Counted } from '@/components/counted';
import { jobStarted } from '@/components/jobs/followed-job';
import { stepsOf } from '@/components/jobs/job-steps';
import { useJobStep } from '@/components/jobs/use-job-step';
import { both, Loaded, rowBars } from '@/components/loaded';
import { Newest, Pages } from '@/components/pages';
import { formatNumber } from '@/lib/format';
import { formatSoon } from '@/lib/format-soon';
import { shownText } from '@/lib/shown-text';
import { paths } from '@/paths';
import { useCapability } from '@/queries/capabilities';
import { jobQueries } from '@/queries/job-queries';
import { overviewQueries } from '@/queries/overview-queries';
import { buttonLook } from '@/ui/button';
import { EmptyState } from '@/ui/empty-state';
import { Segmented } from '@/ui/segmented';
import { JobFailures } from './job-failures';
import { JobRow } from './job-row';

/** The jobs of this server: what runs, what comes next, and a page of what is over. */
export function JobList({ after }: { after: string | undefined }) {
  const [params] = useSearchParams();
  const withFailures = params.get('failures') === 'true';
  const open = useQuery(jobQueries.open());
  const ended = useQuery(jobQueries.page(after, withFailures));
  return (
    <Loaded
      query={both(open, ended)}
      what="the jobs"
      ways={<Newest section="jobs" after={after} filter={which(withFailures)} />}
      bars={rowBars('h-8')}
      empty={{
        when: ([jobs, { found }]) => found.all === 0 && jobs.every(isNobodys),
        show: (
          <EmptyState icon={<ListChecks aria-hidden />} title="No jobs yet">
            Select completions in the table to delete, tag or export many at once. Every such job is
            listed here, with what it did.
          </EmptyState>
        ),
      }}
    >
      {([jobs, { rows, found, next }]) => (
        <section aria-label="Jobs of this server">
          <Running jobs={jobs.filter((job) => !isNobodys(job) && job.state !== 'queued')} />
          {/* In the order in which they start. */}
          <Next jobs={jobs.filter(({ state }) => state === 'queued').toReversed()} />
          {found.all > 0 && (
            <Group
              title="Done"
              more={formatNumber(found.all)}
              aside={<Which {...{ found, withFailures }} />}
            >
              {rows.map((job) => (
                <Row key={job.id} job={job} />
              ))}
            </Group>
          )}
          {found.all > 0 && rows.length === 0 && (
            <output className="block px-5 py-4 text-sm text-ink-2">
              {withFailures && found.failures === 0
                ? 'No job that is done has failures.'
                : 'No older jobs.'}
            </output>
          )}
          <Pages what="the jobs" section="jobs" {...{ after, next }} filter={which(withFailures)} />
        </section>
      )}
    </Loaded>
  );
}

/** As the address says it. */
function which(withFailures: boolean): string {
  return withFailures ? 'failures=true' : '';
}

function Which({ found, withFailures }: Pick<JobPage, 'found'> & { withFailures: boolean }) {
  const navigate = useNavigate();
  return (
    <Segmented<'all' | 'failures'>
      label="Which are shown"
      options={[
        { value: 'all', label: <Counted name="All" count={found.all} /> },
        { value: 'failures', label: <Counted name="With failures" count={found.failures} /> },
      ]}
      value={withFailures ? 'failures' : 'all'}
      onChange={(next) => void navigate(paths.data('jobs', { filter: which(next === 'failures') }))}
    />
  );
}

function Running({ jobs }: { jobs: readonly Job[] }) {
  if (jobs.length === 0) return null;
  return (
    <Group title="Running">
      {jobs.map((job) => (
        <Row key={job.id} job={job} />
      ))}
    </Group>
  );
}

/** What waits for another job, and the rule that runs next. */
function Next({ jobs }: { jobs: readonly Job[] }) {
  const isTold = useCapability(LOCAL_CONNECTION, 'overview');
  const { data } = useQuery({ ...overviewQueries.all(), enabled: isTold });
  const rule = data?.next_run ?? null;
  if (jobs.length === 0 && rule === null) return null;
  return (
    <Group title="Next" more={jobs.length > 0 && `${formatNumber(jobs.length)} waiting`}>
      {jobs.map((job) => (
        <Row key={job.id} job={job} />
      ))}
      {rule && (
        <li className="flex min-h-10 items-center gap-x-4 border-b border-line px-5 text-sm">
          <CalendarClock aria-hidden className="size-4 shrink-0 text-ink-3" />
          <p className="min-w-0 flex-1 truncate">
            Rule <bdi>{shownText(rule.name)}</bdi>
          </p>
          <p className="text-xs text-ink-3">{formatSoon(rule.at)}</p>
          <Link
            to={paths.data('retention')}
            className={buttonLook({ size: 'sm', variant: 'ghost' })}
          >
            See the rule
          </Link>
        </li>
      )}
    </Group>
  );
}

type GroupProps = { title: string; more?: ReactNode; aside?: ReactNode; children: ReactNode };

function Group({ title, more, aside, children }: GroupProps) {
  const id = `jobs-${title.toLowerCase()}`;
  return (
    <>
      <div className="flex min-h-12 items-center justify-between gap-2 border-b border-line px-5 pt-1.5">
        <h2 id={id} className="text-sm font-semibold">
          {title} {more && <span className="ms-1 font-normal text-ink-3 tabular-nums">{more}</span>}
        </h2>
        {aside}
      </div>
      <ul aria-labelledby={id}>{children}</ul>
    </>
  );
}

function Row({ job }: { job: Job }) {
  const { step, stepping, lackFor } = useJobStep(({ id }, name) => {
    if (name === 'undo') jobStarted(id);
  });
  return (
    <JobRow
      job={job}
      lackFor={(name) => lackFor(job, name)}
      by={job.actor === null ? null : shownText(job.actor)}
      steps={stepsOf(job)}
      stepping={stepping}
      onStep={(name) => step(job, name)}
      failures={<JobFailures id={job.id} />}
    />
  );
}

/** What was counted in a dialog that is still open, or was left, is no job yet. */
function isNobodys({ state }: { state: string }): boolean {
  return state === 'ready';
}
