import { useQuery } from '@tanstack/react-query';
import Database from 'lucide-react/icons/database';
import { Suspense, useEffect } from 'react';
import { Navigate, NavLink, useParams, useSearchParams } from 'react-router-dom';
import { LOCAL_CONNECTION } from '@/api/connection';
import { useConnection } from '@/components/connection-store';
import { ServerUnreached, useIsUnreached } from '@/components/server-unreached';
import { OverviewStrip } from '@/features/data/overview-strip';
import { formatNumber } from '@/lib/format';
import { type DataSection, paths } from '@/paths';
import { completionQueries } from '@/queries/completion-queries';
import { overviewQueries } from '@/queries/overview-queries';
import { serverQueries } from '@/queries/server-queries';
import { CodeComing } from '@/ui/code-coming';
import { EmptyState } from '@/ui/empty-state';
import { Skeleton } from '@/ui/skeleton';
import { DATA_SECTIONS, dataSection } from './data-sections';

/** Everything that moves or removes many completions, and the record of it. */
export function DataPage() {
  const { data: server, isPending } = useQuery(serverQueries.info());
  const isUnreached = useIsUnreached();
  const connection = useConnection();
  const { section = '' } = useParams();
  const [params] = useSearchParams();
  const { name, needsServer, parts, actions, render } = dataSection(section);
  useEffect(() => {
    for (const part of parts) void part.preload();
  }, [parts]);
  if (section === '') {
    if (isUnreached || isPending) return <NoSection isUnreached={isUnreached} />;
    return <Navigate replace to={paths.data(server ? 'retention' : 'jobs')} />;
  }
  const limits = server?.capabilities.includes('overview') ? server.limits : null;
  return (
    <div className="flex h-full flex-col">
      <title>{`${name} · Chatkeep`}</title>
      <header className="shrink-0 border-b border-line">
        <div className="flex h-13 items-center justify-between px-5">
          <h1 className="text-title">
            Data<span className="sr-only">: {name}</span>
            {server && connection.id !== LOCAL_CONNECTION.id && (
              <span className="ms-2 text-sm font-normal text-ink-3">
                of this server, not of {connection.label}
              </span>
            )}
          </h1>
          {/* Six places are what a phone's bar has room for. */}
          <div className="flex items-center gap-1">
            {server && <Suspense fallback={null}>{actions}</Suspense>}
            <NavLink to={paths.insights()} className="p-2.5 text-accent-ink sm:hidden">
              Insights
            </NavLink>
          </div>
        </div>
        {limits && <OverviewStrip trashDays={limits.trashDays} />}
        <nav aria-label="Data" className="flex gap-5 scrolls-strip px-5">
          {Object.entries(DATA_SECTIONS).map(([id, each]) => (
            <NavLink
              key={id}
              ref={id === section ? reveal : undefined}
              to={paths.data(id as DataSection)}
              className="-mb-px flex h-10 items-center border-b-2 border-transparent text-sm font-medium whitespace-nowrap text-ink-2 hover:text-ink aria-[current=page]:border-ink aria-[current=page]:text-ink"
            >
              {each.name}
              {limits && <Count of={id as DataSection} />}
            </NavLink>
          ))}
        </nav>
      </header>
      <div className="min-h-0 flex-1 scrolls-y">
        {isUnreached ? (
          <ServerUnreached />
        ) : isPending ? (
          <Waiting />
        ) : server || !needsServer ? (
          <Suspense
            fallback={
              <CodeComing>
                <Waiting />
              </CodeComing>
            }
          >
            {render({ server: server ?? null, after: params.get('after') ?? undefined })}
          </Suspense>
        ) : (
          <EmptyState icon={<Database aria-hidden />} title="Not on this server">
            This belongs to Chatkeep’s own server, and this dashboard runs without one.
          </EmptyState>
        )}
      </div>
    </div>
  );
}

/** How many there are behind a tab, as far as it costs no look of its own. */
function Count({ of }: { of: DataSection }) {
  const { data } = useQuery(overviewQueries.all());
  const { data: facets } = useQuery({
    ...completionQueries(LOCAL_CONNECTION).facets([]),
    enabled: false,
  });
  const counts: Partial<Record<DataSection, number | undefined>> = {
    retention: data?.rules,
    trash: data?.trash,
    jobs: data?.open_jobs,
    metadata: facets?.metadata.length,
  };
  const count = counts[of] ?? 0;
  if (count === 0) return null;
  return (
    <span className="ms-1.5 text-xs font-normal text-ink-3 tabular-nums">
      {formatNumber(count)}
      {of === 'jobs' && ' under way'}
    </span>
  );
}

/** Which section comes first depends on the server. */
function NoSection({ isUnreached }: { isUnreached: boolean }) {
  return (
    <>
      {isUnreached && <title>Data · Chatkeep</title>}
      <h1 className="sr-only">Data</h1>
      {isUnreached ? <ServerUnreached /> : <Waiting />}
    </>
  );
}

/** On a phone the tabs are wider than the page. */
function reveal(tab: HTMLElement | null) {
  tab?.scrollIntoView?.({ block: 'nearest', inline: 'center' });
}

function Waiting() {
  return (
    <output aria-label="Loading" className="block space-y-3 p-4">
      <Skeleton className="h-10" />
      <Skeleton className="h-10" />
    </output>
  );
}
