import type { Connection } from '@/api/connection';
import type { Filter } from '@/lib/completion-filter';
import type { CompletionSearch } from '@/lib/completion-search';
import { CompletionsChart } from './chart/completions-chart';
import { NewerPill } from './newer-pill';

type Props = {
  connection: Connection;
  search: CompletionSearch;
  /** New rows come into the first page by themselves. */
  isFirstPage: boolean;
  place: string;
  onFilter: (...filters: Filter[]) => void;
};

/** What only this server can tell of all rows at once. */
export function TableTop({ connection, search, isFirstPage, place, onFilter }: Props) {
  return (
    <>
      <CompletionsChart connection={connection} filters={search.filters} onFilter={onFilter} />
      {!isFirstPage && <NewerPill key={place} connection={connection} search={search} />}
    </>
  );
}
