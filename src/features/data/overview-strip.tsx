import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link } from 'react-router-dom';
import type { Overview } from '#contract/wire/overview';
import { formatBytes, formatDay, formatDays, formatNumber, formatRelativeTime } from '@/lib/format';
import { formatSoon } from '@/lib/format-soon';
import { shownText } from '@/lib/shown-text';
import { paths } from '@/paths';
import { overviewQueries } from '@/queries/overview-queries';
import { Skeleton } from '@/ui/skeleton';

/** How much is kept, since when, and what goes next. What cannot be read is not told: the page below says why. */
export function OverviewStrip({ trashDays }: { trashDays: number }) {
  const { data, isPending } = useQuery(overviewQueries.all());
  if (!data && !isPending) return null;
  return (
    <section aria-label="Overview">
      {/* On a phone one line each: nothing is cut, and what is below has room. */}
      <dl className="gap-x-6 gap-y-4 px-5 pt-1 pb-4 max-sm:pb-1 max-w-[1080px] sm:grid sm:grid-cols-[repeat(auto-fit,minmax(9.5rem,1fr))]">
        {data ? (
          factsOf(data, trashDays).map(({ name, to, value, more }) => (
            <div
              key={name}
              className="min-w-0 max-sm:flex max-sm:items-baseline max-sm:gap-2 sm:py-1"
            >
              <dt className="text-xs text-ink-3 max-sm:w-24 max-sm:shrink-0">{name}</dt>
              <dd className="truncate font-[560] tabular-nums max-sm:shrink-0 max-sm:text-sm sm:mt-0.5 sm:text-[18px]/6">
                {to === null ? (
                  value
                ) : (
                  <Link
                    to={to}
                    className="hover:underline max-sm:inline-block max-sm:min-w-6 max-sm:py-0.5"
                  >
                    {value}
                  </Link>
                )}
              </dd>
              <dd className="truncate text-xs text-ink-3">{more}</dd>
            </div>
          ))
        ) : (
          <Waiting />
        )}
      </dl>
    </section>
  );
}

type Fact = { name: string; value: string; to: string | null; more: ReactNode };

const OLDEST_FIRST = 'sort=created&order=asc';
const DAY_S = 86_400;

function factsOf(overview: Overview, trashDays: number): Fact[] {
  const { total, oldest, bytes, free_bytes: free, trash, next_run: next, deletions } = overview;
  const last = deletions[0];
  const isEstimate = total.relation === 'estimate';
  return [
    {
      name: 'In the store',
      value: `${isEstimate ? '~' : ''}${formatNumber(total.value)}`,
      to: paths.completions(),
      more: `${formatBytes(bytes)}${free === null ? '' : `, ${formatBytes(free)} free`}`,
    },
    {
      name: 'Oldest',
      value: oldest === null ? '–' : formatDay(oldest),
      to: oldest === null ? null : paths.completions(OLDEST_FIRST),
      more: oldest === null ? 'nothing with a date' : ageOf(oldest),
    },
    {
      name: 'Trash',
      value: formatNumber(trash),
      to: paths.data('trash'),
      more: trashDays === 0 ? 'switched off' : `erased after ${formatDays(trashDays)}`,
    },
    {
      name: 'Next rule run',
      value: next === null ? 'None' : formatSoon(next.at),
      to: paths.data('retention'),
      more: next === null ? 'no rule is on' : shownText(next.name),
    },
    {
      name: 'Last deletion',
      value: last === undefined ? 'None' : formatNumber(last.counts.changed),
      to: last === undefined ? null : paths.data('jobs'),
      more:
        last === undefined
          ? 'nothing deleted by a job'
          : formatRelativeTime(last.ended ?? last.created),
    },
  ];
}

function ageOf(seconds: number): string {
  return formatDays(Math.max(0, Math.floor((Date.now() / 1_000 - seconds) / DAY_S)));
}

function Waiting() {
  return (
    <output aria-label="Loading the overview" className="contents">
      {[0, 1, 2, 3, 4].map((each) => (
        <Skeleton key={each} className="h-5 sm:h-[66px]" />
      ))}
    </output>
  );
}
