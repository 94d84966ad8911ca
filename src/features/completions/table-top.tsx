import { Suspense } from 'react';
import { useQuery } from '@tanstack/react-query';
import TriangleAlert from 'lucide-react/icons/triangle-alert';
import type { Connection } from '@/api/connection';
import type { CompletionPage } from '@/api/list-table';
import type { Order } from '@/api/wire';
import { isSample } from '@/components/samples/sample-ids';
import type { Filter } from '#contract/filter';
import type { CompletionSearch } from '@/lib/completion-search';
import { formatNumber } from '@/lib/format';
import { serverQueries } from '@/queries/server-queries';
import { lazily } from '@/ui/lazily';
import { CompletionsChart } from './chart/completions-chart';
import { NewerPill } from './newer-pill';
import { changed, type ShowSearch } from './use-completion-search';

const SamplesStrip = lazily(
  async () => (await import(/* soon */ '@/components/samples/samples-strip')).SamplesStrip,
);

type Props = {
  connection: Connection;
  search: CompletionSearch;
  /** New rows come into the first page by themselves. */
  isFirstPage: boolean;
  place: string;
  /** The source, when it has OpenAI's API alone. */
  plainLabel: string | null;
  page: CompletionPage | null;
  /** Conditions that the source takes no notice of. */
  ignored: readonly Filter[];
  onFilter: (...filters: Filter[]) => void;
  onShow: ShowSearch;
};

/** What only this server can tell of all rows at once; of another one, that it cannot. */
export function TableTop(props: Props) {
  const { connection, search, isFirstPage, place, plainLabel, page, ignored, onFilter, onShow } =
    props;
  const isAsking = useQuery(serverQueries.info()).isPending;
  if (plainLabel !== null) {
    // What this server can do is not known before it has said so.
    return isAsking ? null : (
      <p className="border-b border-line px-5 py-1.5 text-xs text-ink-3">
        {plainLabel} lists by {ignored.length > 0 ? 'date and model' : 'date, model and metadata'}.
        It does not count: no total, no chart and no notice of new rows.
        {page && <PassedOver label={plainLabel} page={page} order={search.order} />}
      </p>
    );
  }
  return (
    <>
      {search.peek === undefined && (
        <CompletionsChart
          connection={connection}
          filters={search.filters}
          onFilter={onFilter}
          onFilters={(filters, options) => onShow(changed(search, { filters }), options)}
        />
      )}
      <Suspense>{page?.rows.some(isSample) && <SamplesStrip />}</Suspense>
      {!isFirstPage && <NewerPill key={place} connection={connection} search={search} />}
    </>
  );
}

type PassedOverProps = { label: string; page: CompletionPage; order: Order };

/** Says what of the question for a page its server took no notice of. */
function PassedOver({ label, page, order }: PassedOverProps) {
  const { ignoresOrder = false, ignoresLimit = false, rows } = page;
  if (!ignoresOrder && !ignoresLimit) return null;
  const comes = order === 'asc' ? 'newest' : 'oldest';
  return (
    <span className="ml-2 inline-flex items-center gap-1 text-warning-ink">
      <TriangleAlert aria-hidden className="size-3 shrink-0" />
      {ignoresOrder && `${label} ignores the order: the ${comes} come first. `}
      {ignoresLimit && `${label} ignores the page size: it sent ${formatNumber(rows.length)}.`}
    </span>
  );
}
