import type { Connection } from '@/api/connection';
import { filterText } from '@/components/filter-text';
import { Loaded } from '@/components/loaded';
import { formatDateTime, formatNumber } from '@/lib/format';
import { type Collected, MOST_COLLECTED } from '@/queries/browser-jobs/collect-ids';
import { Spinner } from '@/ui/spinner';
import { Summary, SummaryRow } from '@/ui/summary';
import type { useCollected } from './use-collected';

type Props = { connection: Connection; state: ReturnType<typeof useCollected> };

/** What was found, how far the search for it is, or why it cannot be. */
export function CollectedFigures({ connection, state }: Props) {
  const { seen, beyond } = state;
  if (beyond.length > 0) {
    const names = beyond.map((filter) => filterText(filter).value).join(', ');
    return (
      <p role="alert" className="mt-3 text-danger-ink">
        {connection.label} cannot filter by {names}, so “all that match” would be more than you see.
        Take the filter off, or select rows.
      </p>
    );
  }
  return (
    <Loaded
      query={state}
      what="the completions"
      waiting={
        <span className="flex items-center gap-2 text-ink-3 tabular-nums">
          <Spinner className="size-4" />
          Going through all pages… {formatNumber(seen)}
        </span>
      }
      className="mt-3"
    >
      {(found) => <Figures {...{ connection, found }} />}
    </Loaded>
  );
}

type FiguresProps = { connection: Connection; found: Collected };

function Figures({ connection, found: { ids, oldest, newest, strays } }: FiguresProps) {
  return (
    <>
      <Summary>
        <SummaryRow name="Completions">{formatNumber(ids.length)}</SummaryRow>
        {oldest !== null && <SummaryRow name="Oldest">{formatDateTime(oldest)}</SummaryRow>}
        {newest !== null && <SummaryRow name="Newest">{formatDateTime(newest)}</SummaryRow>}
      </Summary>
      {strays > 0 && (
        <p className="mt-2 text-warning-ink">
          {connection.label} lists {formatNumber(strays)} more that {strays === 1 ? 'does' : 'do'}{' '}
          not match: {strays === 1 ? 'it is' : 'they are'} left out.
        </p>
      )}
      {ids.length === MOST_COLLECTED && (
        <p className="mt-2">
          A browser works on {formatNumber(MOST_COLLECTED)} at a time: these are the oldest.
        </p>
      )}
    </>
  );
}
