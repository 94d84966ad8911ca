import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, Navigate, useLocation, useNavigate } from 'react-router-dom';
import type { CompletionAnswer } from '@/api/completion-answer';
import type { Connection } from '@/api/connection';
import { useConnection } from '@/components/connection-store';
import { ListFailure } from '@/components/list-failure';
import { QueryError } from '@/components/query-error';
import { PageSkeleton } from '@/components/shell/page-skeleton';
import { CompletionFacts } from '@/features/completion/completion-facts';
import { Conversation } from '@/features/completion/conversation';
import { LONGEST_NOTE, ReviewBar } from '@/features/review/review-bar';
import { ReviewFilters } from '@/features/review/review-filters';
import { ReviewHeader } from '@/features/review/review-header';
import { useReviewSettings } from '@/features/review/review-settings';
import { stepsFrom, type Place, withPlace } from '@/features/review/review-trail';
import { useLeftCount, useReview } from '@/features/review/use-review';
import {
  type CompletionSearch,
  completionSearchText,
  listingOf,
  parseCompletionSearch,
} from '@/lib/completion-search';
import { countCodePoints } from '@/lib/count-code-points';
import { paths } from '@/paths';
import { completionQueries } from '@/queries/completion-queries';
import { useNeighbours } from '@/queries/neighbours';
import { buttonLook } from '@/ui/button';
import { EmptyState } from '@/ui/empty-state';
import { useHotkeys } from '@/ui/hotkeys';

/** Goes through a list one by one; the address holds the list and the completion that is shown. */
export function ReviewPage() {
  const connection = useConnection();
  const search = parseCompletionSearch(new URLSearchParams(useLocation().search));
  const list = useQuery({
    ...completionQueries(connection).list(listingOf(search)),
    enabled: search.peek === undefined,
  });
  if (search.peek !== undefined) {
    return <Review connection={connection} place={{ id: search.peek, search }} />;
  }
  const first = list.data?.rows[0];
  if (first) return <Navigate replace to={reviewPath({ id: first.id, search })} />;
  if (list.isError) {
    return (
      <ListFailure connection={connection} error={list.error} onRetry={() => void list.refetch()} />
    );
  }
  return list.data ? <NothingToReview backTo={tablePath(search)} /> : <PageSkeleton />;
}

function Review({ connection, place }: { connection: Connection; place: Place }) {
  const { id, search } = place;
  const navigate = useNavigate();
  const settings = useReviewSettings();
  const [trail, setTrail] = useState(() => withPlace([], place));
  const review = useReview(connection, place, settings.key);
  const left = useLeftCount(connection, search, settings.key);
  const { previous, next } = stepsFrom(trail, id, useNeighbours(connection, search, id));
  const query = useQuery(completionQueries(connection).detail(id));

  function go(to: Place | null, isBefore = false) {
    if (!to) return;
    setTrail(
      isBefore && !trail.some((each) => each.id === to.id) ? [to, ...trail] : withPlace(trail, to),
    );
    void navigate(reviewPath(to), { replace: true });
  }
  const undo = review.undo;
  const onUndo = undo && (() => go(undo()));
  const onPrevious = previous ? () => go(previous, true) : undefined;
  const onNext = next ? () => go(next) : undefined;
  useHotkeys({ j: onNext, k: onPrevious, u: onUndo });

  return (
    <div className="flex h-full flex-col">
      <title>Review · Chatkeep</title>
      <ReviewHeader
        label={connection.label}
        backTo={tablePath(search)}
        done={review.done}
        left={left}
        onPrevious={onPrevious}
        onNext={onNext}
        onUndo={onUndo}
      />
      <ReviewFilters connection={connection} filters={search.filters} />
      {query.isError && !query.data && (
        <QueryError
          className="m-4"
          title="The completion could not be loaded"
          error={query.error}
          onRetry={() => void query.refetch()}
        />
      )}
      {query.isPending && <PageSkeleton />}
      {query.data && (
        <ReviewItem
          key={id}
          connection={connection}
          answer={query.data}
          error={review.error}
          onWrite={review.write}
          onNext={onNext}
        />
      )}
    </div>
  );
}

type ItemProps = {
  connection: Connection;
  answer: CompletionAnswer;
  error: Error | null;
  onWrite: ReturnType<typeof useReview>['write'];
  onNext: (() => void) | undefined;
};

function ReviewItem({ connection, answer, error, onWrite, onNext }: ItemProps) {
  const settings = useReviewSettings();
  const { key, values, noteKey } = settings;
  const metadata = answer.data.metadata ?? {};
  const stored = Object.hasOwn(metadata, noteKey) ? (metadata[noteKey] ?? '') : '';
  const [note, setNote] = useState(stored);

  function keepNote() {
    if (countCodePoints(note) > LONGEST_NOTE) return;
    onWrite(metadata, noteKey, note === '' ? undefined : note);
  }
  function save() {
    if (countCodePoints(note) > LONGEST_NOTE) return;
    keepNote();
    onNext?.();
  }
  const verdicts = values.map((value, index) => [
    String(index + 1),
    () => onWrite(metadata, key, value),
  ]);
  useHotkeys({
    ...Object.fromEntries(verdicts),
    n: () => document.querySelector<HTMLElement>('[data-review-note]')?.focus(),
    'Mod+Enter': save,
  });

  return (
    <div className="min-h-0 flex-1 overflow-y-auto lg:grid lg:grid-cols-[1fr_22rem] lg:overflow-hidden">
      <div className="min-w-0 lg:overflow-y-auto">
        <Conversation connection={connection} answer={answer} />
      </div>
      <aside
        aria-label="Verdict"
        className="space-y-6 border-line p-4 max-lg:sticky max-lg:bottom-0 max-lg:border-t max-lg:bg-canvas lg:overflow-y-auto lg:border-l"
      >
        <ReviewBar
          settings={settings}
          metadata={metadata}
          onVerdict={(value) => onWrite(metadata, key, value)}
          note={{ text: note, onChange: setNote, onKeep: keepNote }}
          onSave={save}
        />
        {error && <QueryError title="The change was not saved" error={error} />}
        <div className="space-y-6 max-lg:hidden">
          <CompletionFacts answer={answer} />
        </div>
      </aside>
    </div>
  );
}

function NothingToReview({ backTo }: { backTo: string }) {
  return (
    <EmptyState
      title="Nothing to review"
      actions={
        <Link to={backTo} className={buttonLook({ variant: 'primary' })}>
          Back to the table
        </Link>
      }
    >
      No completion matches the filter, or all that did have their verdict.
    </EmptyState>
  );
}

function reviewPath({ id, search }: Place): string {
  return paths.review(completionSearchText({ ...search, peek: id }));
}

function tablePath(search: CompletionSearch): string {
  return paths.completions(completionSearchText({ ...search, peek: undefined }));
}
