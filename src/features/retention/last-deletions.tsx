import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link } from 'react-router-dom';
import { LOCAL_CONNECTION } from '@/api/connection';
import { JOB_KINDS } from '#contract/jobs/kinds';
import type { Job } from '#contract/wire/jobs';
import { jobName, targetText } from '@/components/jobs/job-text';
import { formatDateTime, formatDay, formatNumber, formatRelativeTime } from '@/lib/format';
import { shownText } from '@/lib/shown-text';
import { paths } from '@/paths';
import { useCapability } from '@/queries/capabilities';
import { overviewQueries } from '@/queries/overview-queries';
import { Badge } from '@/ui/badge';
import { Cell, HeaderCell, Table, TableRow } from '@/ui/table';

/** What went last, by whom, and whether it can still come back; nothing where nothing did. */
export function LastDeletions() {
  const isTold = useCapability(LOCAL_CONNECTION, 'overview');
  const { data } = useQuery({ ...overviewQueries.all(), enabled: isTold });
  if (!data || data.deletions.length === 0) return null;
  return (
    <section aria-labelledby="last-deletions" className="mt-8 pb-6">
      <header className="flex items-baseline justify-between gap-4 px-5 pb-1">
        <h2 id="last-deletions" className="text-sm font-semibold">
          Last deletions
        </h2>
        <Link to={paths.data('jobs')} className="text-sm text-accent-ink hover:underline">
          All jobs
        </Link>
      </header>
      <div className="scrolls-x">
        <Table className="md:min-w-2xl">
          <thead className="max-md:sr-only">
            <tr>
              <HeaderCell className="w-36 pl-5">When</HeaderCell>
              <HeaderCell>What</HeaderCell>
              <HeaderCell className="w-32">By</HeaderCell>
              <HeaderCell className="w-28 text-right">Completions</HeaderCell>
              <HeaderCell className="w-56">Created</HeaderCell>
              <HeaderCell className="w-52 pr-5">State</HeaderCell>
            </tr>
          </thead>
          <tbody>
            {data.deletions.map((job) => (
              <Deletion key={job.id} job={job} />
            ))}
          </tbody>
        </Table>
      </div>
    </section>
  );
}

function Deletion({ job }: { job: Job }) {
  const at = job.ended ?? job.created;
  const what = whatOf(job);
  return (
    // On a phone, where columns have no room, each is a few lines.
    <TableRow className="max-md:flex max-md:flex-wrap max-md:border-b max-md:border-line max-md:px-3 max-md:py-1 max-md:*:h-8 max-md:*:max-w-full max-md:*:content-center max-md:*:border-0 max-md:*:px-2">
      <Cell className="pl-5">
        <time title={formatDateTime(at)}>{formatRelativeTime(at)}</time>
      </Cell>
      <Cell title={what}>{shownText(what)}</Cell>
      <Cell className="text-ink-2">{job.actor ?? 'No name given'}</Cell>
      <Cell numeric>
        {formatNumber(job.counts.changed)}
        <span className="md:hidden"> completions</span>
      </Cell>
      <Cell className="text-ink-2">{spanOf(job)}</Cell>
      <Cell className="pr-5">{stateOf(job)}</Cell>
    </TableRow>
  );
}

/** The name of its rule, or what it applied to. */
function whatOf(job: Job): string {
  const { kind, spec, target } = job;
  return JOB_KINDS[kind].about?.(spec, target) ?? (targetText(target) || jobName(job));
}

function spanOf({ oldest, newest }: Job): string {
  if (oldest === null || newest === null) return '–';
  const [first, last] = [formatDay(oldest), formatDay(newest)];
  return first === last ? first : `${first} – ${last}`;
}

function stateOf({ kind, spec, undo, ended }: Job): ReactNode {
  if (ended === null) return <Badge tone="accent">running</Badge>;
  if (kind === 'erase') return <Badge tone="danger">erased for good</Badge>;
  if (spec.action === 'strip') return <Badge tone="danger">texts removed for good</Badge>;
  const until = undo?.until ?? null;
  // Brought back, or erased before its time.
  if (until === null) return <Badge>left the trash</Badge>;
  return until * 1_000 > Date.now() ? (
    <Badge tone="success">in the trash until {formatDay(until)}</Badge>
  ) : (
    <Badge tone="danger">erased on {formatDay(until)}</Badge>
  );
}
