import { useQuery } from '@tanstack/react-query';
import type { Connection } from '@/api/connection';
import type { Filter } from '#contract/filter';
import type { CompletionSearch } from '@/lib/completion-search';
import { serverQueries } from '@/queries/server-queries';
import { CompletionsChart } from './chart/completions-chart';
import { NewerPill } from './newer-pill';

type Props = {
  connection: Connection;
  search: CompletionSearch;
  /** New rows come into the first page by themselves. */
  isFirstPage: boolean;
  place: string;
  /** The source, when it has OpenAI's API alone. */
  plainLabel: string | null;
  onFilter: (...filters: Filter[]) => void;
};

/** What only this server can tell of all rows at once; of another one, that it cannot. */
export function TableTop({ connection, search, isFirstPage, place, plainLabel, onFilter }: Props) {
  const isAsking = useQuery(serverQueries.info()).isPending;
  if (plainLabel !== null) {
    // What this server can do is not known before it has said so.
    return isAsking ? null : (
      <p className="border-b border-line px-4 py-1.5 text-xs text-ink-3">
        {plainLabel} lists by date, model and metadata. It does not count: there is no total, no
        chart and no news of new rows here.
      </p>
    );
  }
  return (
    <>
      <CompletionsChart connection={connection} filters={search.filters} onFilter={onFilter} />
      {!isFirstPage && <NewerPill key={place} connection={connection} search={search} />}
    </>
  );
}
