import { useQuery } from '@tanstack/react-query';
import Lock from 'lucide-react/icons/lock';
import { Link, useNavigate, useSearchParams } from 'react-router-dom';
import type { Connection } from '@/api/connection';
import { useConnection } from '@/components/connection-store';
import { splitKey } from '@/components/chart/split';
import { SplitSelect } from '@/components/chart/split-select';
import { FilterTokens } from '@/components/filters/filter-tokens';
import { Loaded } from '@/components/loaded';
import { ServerUnreached, useIsUnreached } from '@/components/server-unreached';
import { paths } from '@/paths';
import { useCapability } from '@/queries/capabilities';
import { countQuery } from '@/queries/count-query';
import { serverQueries } from '@/queries/server-queries';
import { buttonLook } from '@/ui/button';
import { cx } from '@/ui/cx';
import { EmptyState } from '@/ui/empty-state';
import { Segmented } from '@/ui/segmented';
import { Skeleton } from '@/ui/skeleton';
import { useLate } from '@/ui/use-late';
import { Charts } from './charts';
import { EndingModels } from './ending-models';
import { seriesOf } from './grouped';
import {
  type InsightsSearch,
  insightsSearchText,
  parseInsightsSearch,
  type Range,
  RANGES,
  withRange,
} from './insights-search';
import { NamesTable } from './names-table';
import { TimesTable } from './times-table';
import { useFiguresBefore, useInsights } from './use-insights';

const RANGE_NAMES: Record<Range, string> = {
  '24h': '24 h',
  '7d': '7 d',
  '28d': '28 d',
  '90d': '90 d',
  all: 'All',
};
const RANGE_OPTIONS = RANGES.map((value) => ({ value, label: RANGE_NAMES[value] }));

export function InsightsView() {
  const connection = useConnection();
  const [params] = useSearchParams();
  const navigate = useNavigate();
  const search = parseInsightsSearch(params);
  const show = (next: InsightsSearch) =>
    void navigate({ search: insightsSearchText(next) }, { replace: true });
  return (
    <div className="flex h-full flex-col">
      <title>Insights · Chatkeep</title>
      <Header {...{ connection, search }} onShow={show} />
      <div className="min-h-0 flex-1 scrolls-y">
        <Body {...{ connection, search }} onShow={show} />
      </div>
    </div>
  );
}

type Props = {
  connection: Connection;
  search: InsightsSearch;
  onShow: (search: InsightsSearch) => void;
};

function Header({ connection, search, onShow }: Props) {
  const isCounted = useCapability(connection, 'table.insights');
  const { filters, range } = search;
  return (
    <header className="flex min-h-13 shrink-0 flex-wrap items-center gap-x-3 gap-y-1.5 border-b border-line px-5 py-2">
      <h1 className="text-title">Insights</h1>
      {isCounted && (
        <>
          <FilterTokens
            connection={connection}
            filters={filters}
            rows={[]}
            plainLabel={null}
            onChange={(next) => onShow({ ...search, filters: next })}
            unread={[]}
            onDropUnread={() => undefined}
          />
          <SplitSelect
            connection={connection}
            split={search.split}
            className="h-7 text-sm"
            onChange={(split) => onShow({ ...search, split })}
          />
          <Segmented<Range | ''>
            label="Range"
            options={RANGE_OPTIONS}
            value={range ?? ''}
            onChange={(next) => next !== '' && onShow(withRange(search, next))}
          />
        </>
      )}
    </header>
  );
}

function Body({ connection, search, onShow }: Props) {
  const isCounted = useCapability(connection, 'table.insights');
  const isKnown = useQuery(serverQueries.info()).isFetched;
  const isUnreached = useIsUnreached();
  const query = useInsights(connection, search);
  const before = useFiguresBefore(connection, search, query.isSuccess && !query.isPlaceholderData);
  const isLate = useLate(query.isPlaceholderData);
  if (isUnreached) return <ServerUnreached />;
  if (!isCounted && isKnown) return <Cannot label={connection.label} />;
  return (
    <Loaded
      query={query}
      what="the figures"
      waiting={<Panels />}
      empty={{
        when: ({ total }) => total.count === 0,
        show: <Nothing {...{ connection, search }} onShow={onShow} />,
      }}
      className="m-5"
    >
      {(insights) => {
        const shown = { insights, search, series: seriesOf(insights.lines, search.split) };
        return (
          <div className={cx('px-5 pb-8', isLate && 'opacity-60')} aria-busy={isLate}>
            <EndingModels connection={connection} />
            <Charts {...shown} before={before} />
            <NamesTable {...shown} name={splitKey(search.split) ?? search.split} />
            <TimesTable {...{ insights, search }} />
          </div>
        );
      }}
    </Loaded>
  );
}

/** The range may be what leaves nothing, or the filters; or there is nothing yet. */
function Nothing({ connection, search, onShow }: Props) {
  const { data: stored, isPending } = useQuery(countQuery(connection, []));
  const isAll = stored?.value === 0;
  if (isPending) return null;
  return (
    <EmptyState
      title={isAll ? 'Nothing to count yet' : 'No completion matches'}
      actions={
        isAll ? (
          <Link to={paths.playground()} className={buttonLook({ variant: 'primary' })}>
            Open the playground
          </Link>
        ) : (
          <button
            type="button"
            className={buttonLook({ variant: 'primary' })}
            onClick={() => onShow({ ...search, filters: [], range: 'all' })}
          >
            Show everything
          </button>
        )
      }
    >
      {isAll
        ? 'Requests, tokens, cost, times, failures and verdicts appear here as completions are stored.'
        : search.filters.length === 0
          ? 'None was stored in this range.'
          : 'There is none in this range with these filters.'}
    </EmptyState>
  );
}

function Cannot({ label }: { label: string }) {
  return (
    <EmptyState
      icon={<Lock aria-hidden />}
      title={`${label} does not count`}
      actions={
        <Link to={paths.data('mirror')} className={buttonLook({ variant: 'primary' })}>
          Mirror to this server…
        </Link>
      }
    >
      A server with OpenAI’s API alone cannot count. Mirror its completions to this server to see
      them here.
    </EmptyState>
  );
}

function Panels() {
  return (
    <span className="grid gap-8 md:grid-cols-2 xl:grid-cols-3">
      {['requests', 'tokens', 'cost', 'time', 'failures', 'verdicts'].map((name) => (
        <span key={name} className="block space-y-3">
          <Skeleton className="h-3 w-20" />
          <Skeleton className="h-6 w-28" />
          <Skeleton className="h-26 w-full" />
        </span>
      ))}
    </span>
  );
}
