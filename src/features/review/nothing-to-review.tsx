import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router-dom';
import { useReviewStore } from '@/components/questions/review-store';
import type { CompletionSearch } from '@/lib/completion-search';
import { formatNumber } from '@/lib/format';
import { paths } from '@/paths';
import { useCapability } from '@/queries/capabilities';
import { countQuery } from '@/queries/count-query';
import { Button, buttonLook } from '@/ui/button';
import { EmptyState } from '@/ui/empty-state';
import type { ReviewList } from './review-list';

type Props = {
  list: ReviewList;
  search: CompletionSearch;
  /** Whether the whole list was looked through. */
  isEnd: boolean;
  backTo: string;
};

/** In place of a review of none: whether there is nothing, or nothing left. */
export function NothingToReview({ list, search, isEnd, backTo }: Props) {
  const { isOnlyOpen, connection } = list;
  const { filters } = search;
  const canCount = useCapability(connection, 'table.query');
  const { data: total, isLoading: isCounting } = useQuery({
    ...countQuery(connection, filters),
    enabled: canCount,
  });
  const isNone = !isOnlyOpen || total?.value === 0;
  const isEmpty = isNone && filters.length === 0;
  const none = filters.length > 0 ? 'No completion matches the filter' : 'Nothing is stored yet';
  const judged = total ? `All ${formatNumber(total.value)} have their verdict.` : '';
  return (
    <EmptyState
      heading="h1"
      title="Nothing to review"
      actions={
        <>
          {!isNone && !isCounting && (
            <Button
              variant="primary"
              onClick={() => useReviewStore.setState({ isOnlyOpen: false })}
            >
              Show those with a verdict
            </Button>
          )}
          {isEmpty && (
            <Link to={paths.playground()} className={buttonLook({ variant: 'primary' })}>
              Open the playground
            </Link>
          )}
          <Link to={backTo} className={buttonLook()}>
            Back to the table
          </Link>
        </>
      }
    >
      {isNone
        ? `${none}.`
        : isEnd
          ? judged || `${none}, or all have their verdict.`
          : `The first few thousand that ${connection.label} lists have their verdict. Narrow the list by model or metadata to get to the others.`}
    </EmptyState>
  );
}
