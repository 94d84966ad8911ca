import { useQueries } from '@tanstack/react-query';
import SearchX from 'lucide-react/icons/search-x';
import { Link } from 'react-router-dom';
import type { Connection } from '@/api/connection';
import { type Token, tokensOf, tokenWords } from '@/components/filters/tokens';
import { type CompletionSearch, textOf } from '@/lib/completion-search';
import { formatNumber } from '@/lib/format';
import { shownText } from '@/lib/shown-text';
import { useCapability } from '@/queries/capabilities';
import { countQuery } from '@/queries/count-query';
import { buttonLook } from '@/ui/button';
import { EmptyState } from '@/ui/empty-state';
import { changed, searchPath, withoutFilters } from './use-completion-search';

type Props = { connection: Connection; search: CompletionSearch; limit: string };

/** Names the condition that leaves out the most, and offers to take it off alone. */
export function NoMatch({ connection, search, limit }: Props) {
  const strictest = useStrictest(connection, search);
  return (
    <EmptyState
      icon={<SearchX aria-hidden />}
      title="No completion matches"
      actions={
        <>
          {strictest && (
            <Link
              to={searchPath(changed(search, { filters: strictest.others }))}
              className={`${buttonLook({ variant: 'primary' })} gap-1!`}
            >
              Remove <bdi>{shownText(tokenWords(strictest.token))}</bdi>
            </Link>
          )}
          {strictest?.others.length !== 0 && (
            <Link
              to={searchPath(withoutFilters(search))}
              className={buttonLook({ variant: strictest ? 'secondary' : 'primary' })}
            >
              Clear filters
            </Link>
          )}
        </>
      }
    >
      {strictest
        ? `Without “${shownText(tokenWords(strictest.token))}” there would be ${formatNumber(strictest.count)}.`
        : 'All filters must match.'}
      {textOf(search) !== '' && ` ${limit}`}
    </EmptyState>
  );
}

/** Of the conditions the one without which most would match; null where none alone is to blame. */
function useStrictest(connection: Connection, { filters }: CompletionSearch) {
  const canCount = useCapability(connection, 'table.query');
  const tokens = tokensOf(filters);
  const rest = (token: Token) => filters.filter((filter) => !token.filters.includes(filter));
  const asked = canCount ? tokens : [];
  const counts = useQueries({ queries: asked.map((token) => countQuery(connection, rest(token))) });
  const ranked = asked
    .map((token, at) => ({ token, others: rest(token), count: counts[at]?.data?.value ?? 0 }))
    .toSorted((one, other) => other.count - one.count);
  const [first] = ranked;
  return first && first.count > 0 ? first : null;
}
