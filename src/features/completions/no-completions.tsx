import { SEARCHED_LENGTH } from '#contract/search';
import SearchX from 'lucide-react/icons/search-x';
import { Link } from 'react-router-dom';
import type { Connection } from '@/api/connection';
import type { CompletionPage } from '@/api/list-table';
import { NoMatch } from './no-match';
import { NothingStored } from './nothing-stored';
import { changed, searchPath } from './use-completion-search';
import type { CompletionSearch } from '@/lib/completion-search';
import { formatCount, formatNumber } from '@/lib/format';
import { buttonLook } from '@/ui/button';
import { EmptyState } from '@/ui/empty-state';

type Props = {
  connection: Connection;
  search: CompletionSearch;
  page: CompletionPage | null;
};

const SEARCH_LIMIT = `In texts of more than ${formatNumber(SEARCHED_LENGTH)} characters, words near the end may not be found.`;

/** Why the table is empty: nothing matches, as far as was searched; the page is gone, or nothing was stored yet. */
export function NoCompletions({ connection, search, page }: Props) {
  const unsearched = page?.unsearched ?? 0;
  const next = page?.next ?? null;
  if (unsearched > 0) {
    return (
      <EmptyState
        icon={<SearchX aria-hidden />}
        title="Nothing found so far"
        actions={
          next !== null && (
            <Link
              to={searchPath(changed(search, { after: next }))}
              className={buttonLook({ variant: 'primary' })}
            >
              Search on
            </Link>
          )
        }
      >
        {formatCount(unsearched, 'completion')} {unsearched === 1 ? 'is' : 'are'} not searched yet.
      </EmptyState>
    );
  }
  if (search.filters.length > 0) {
    return <NoMatch {...{ connection, search }} limit={SEARCH_LIMIT} />;
  }
  if (search.after !== undefined || search.before !== undefined) {
    return (
      <EmptyState
        icon={<SearchX aria-hidden />}
        title="Nothing on this page"
        actions={
          <Link to={searchPath(changed(search, {}))} className={buttonLook({ variant: 'primary' })}>
            To the first page
          </Link>
        }
      >
        What was here has been deleted.
      </EmptyState>
    );
  }
  return <NothingStored connection={connection} />;
}
