import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Suspense, useMemo } from 'react';
import { Navigate, useLocation, useNavigate } from 'react-router-dom';
import { useConnection } from '@/components/connection-store';
import { ANSWER_BARS, Loaded } from '@/components/loaded';
import { ListFailure } from '@/components/list-failure-soon';
import { currentSet, useReviewStore } from '@/components/questions/review-store';
import { firstPlace, readList, type ReviewList } from '@/features/review/review-list';
import type { Place } from '@/features/review/review-walk';
import {
  type CompletionSearch,
  completionSearchText,
  parseCompletionSearch,
} from '@/lib/completion-search';
import { paths } from '@/paths';
import { completionQueries } from '@/queries/completion-queries';
import { lazily } from '@/ui/lazily';
import { ReviewDesk } from './review-desk';

const LinkedQuestions = lazily(
  async () => (await import('@/features/review/offered-questions')).LinkedQuestions,
);

const NothingToReview = lazily(
  async () => (await import('@/features/review/nothing-to-review')).NothingToReview,
);

/** Goes through a list one by one; the address holds the list and the completion that is shown. */
export function ReviewPage() {
  const { search: text, hash } = useLocation();
  const navigate = useNavigate();
  const search = parseCompletionSearch(new URLSearchParams(text));
  const connection = useConnection();
  const { questions } = useReviewStore(currentSet);
  const isOnlyOpen = useReviewStore((state) => state.isOnlyOpen);
  const list = useMemo(
    () => ({ connection, questions, isOnlyOpen }),
    [connection, questions, isOnlyOpen],
  );
  return (
    <>
      <title>Review · Chatkeep</title>
      <Review key={nameOf(list, search)} {...{ list, search, hash }} />
      {hash.startsWith('#questions=') && (
        <Suspense>
          <LinkedQuestions
            hash={hash}
            onClose={() => void navigate({ search: text, hash: '' }, { replace: true })}
          />
        </Suspense>
      )}
    </>
  );
}

type Props = { list: ReviewList; search: CompletionSearch; hash: string };

function Review({ list, search, hash }: Props) {
  const navigate = useNavigate();
  const cache = useQueryClient();
  const { connection } = list;
  const isFound = search.peek !== undefined;
  const found = useQuery({
    queryKey: [...completionQueries(connection).all(), 'first', nameOf(list, search)],
    queryFn: () => firstPlace(readList(list, cache), search),
    enabled: !isFound,
    // What was judged since is in it no more.
    gcTime: 0,
    staleTime: 0,
  });
  if (search.peek !== undefined) {
    const start = { id: search.peek, name: search.peek, search };
    return (
      <ReviewDesk
        list={list}
        start={start}
        backTo={tablePath(search)}
        onMove={(to) => void navigate(reviewPath(to), { replace: true })}
      />
    );
  }
  const { isFetching, error, refetch } = found;
  return (
    <>
      {!found.data && <h1 className="sr-only">Review</h1>}
      <Loaded
        query={{ data: isFetching ? undefined : found.data, error, refetch }}
        what="the completions"
        bars={ANSWER_BARS}
        failure={
          error && (
            <Suspense>
              <ListFailure {...{ connection, error }} onRetry={() => void refetch()} />
            </Suspense>
          )
        }
      >
        {({ first, isEnd }) =>
          first ? (
            <Navigate replace to={{ ...pathOf(reviewPath(first)), hash }} />
          ) : (
            <Suspense>
              <NothingToReview {...{ list, search, isEnd }} backTo={tablePath(search)} />
            </Suspense>
          )
        }
      </Loaded>
    </>
  );
}

/** Another list, other questions or another source are another review. */
function nameOf({ connection, questions, isOnlyOpen }: ReviewList, search: CompletionSearch) {
  const list = completionSearchText({ ...search, peek: '', after: undefined, before: undefined });
  const asked = questions.map(({ key, isRequired }) => [key, isRequired]);
  return JSON.stringify([connection.id, connection.baseUrl, list, asked, isOnlyOpen]);
}

function reviewPath({ id, search }: Place): string {
  return paths.review(completionSearchText({ ...search, peek: id }));
}

function pathOf(path: string): { pathname: string; search: string } {
  const { pathname, search } = new URL(path, location.origin);
  return { pathname, search };
}

function tablePath(search: CompletionSearch): string {
  return paths.completions(completionSearchText({ ...search, peek: undefined }));
}
