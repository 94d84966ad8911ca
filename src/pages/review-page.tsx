import { useQuery } from '@tanstack/react-query';
import { Link, Navigate, useLocation, useNavigate } from 'react-router-dom';
import { useStore } from 'zustand';
import type { CompletionAnswer } from '@/api/completion-answer';
import type { Connection } from '@/api/connection';
import { CannotDoNote } from '@/components/cannot-do';
import { CopyHere } from '@/components/copy-here';
import { useConnection } from '@/components/connection-store';
import { useKeys } from '@/components/keys/use-keys';
import { ListFailure } from '@/components/list-failure';
import { focusNote } from '@/components/note-field';
import { QueryError } from '@/components/query-error';
import { UnsavedWrites } from '@/components/unsaved/unsaved-writes';
import { PageSkeleton } from '@/components/shell/page-skeleton';
import { CompletionFacts } from '@/features/completion/completion-facts';
import { Conversation } from '@/features/completion/conversation';
import { leaveNote, ReviewBar } from '@/features/review/review-bar';
import { ReviewFilters } from '@/features/review/review-filters';
import { ReviewHeader } from '@/features/review/review-header';
import { useReviewSettings } from '@/components/review-settings';
import type { ReviewSession } from '@/features/review/review-session';
import { canStep, type Place } from '@/features/review/review-walk';
import { useNote } from '@/components/drafts/use-note';
import {
  useChanges,
  useComingMetadata,
  useLeftCount,
  useReviewSession,
} from '@/features/review/use-review';
import {
  type CompletionSearch,
  completionSearchText,
  listingOf,
  parseCompletionSearch,
} from '@/lib/completion-search';
import { paths } from '@/paths';
import { completionQueries } from '@/queries/completion-queries';
import { matchingRows } from '@/queries/source/matching-rows';
import { useCannot } from '@/queries/source/source-can';
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
  const { peek } = search;
  if (peek !== undefined) {
    // Another list, or another source, is another review.
    const list = completionSearchText({ ...search, peek: '', after: undefined, before: undefined });
    const start = { id: peek, name: peek, search };
    return (
      <Review key={`${connection.id} ${connection.baseUrl} ${list}`} {...{ connection, start }} />
    );
  }
  const first = matchingRows(list.data?.rows ?? [], search.filters)[0];
  if (first) {
    return <Navigate replace to={reviewPath({ id: first.id, name: first.id, search })} />;
  }
  if (list.isError) {
    return (
      <ListFailure connection={connection} error={list.error} onRetry={() => void list.refetch()} />
    );
  }
  return list.data ? <NothingToReview backTo={tablePath(search)} /> : <PageSkeleton />;
}

function Review({ connection, start }: { connection: Connection; start: Place }) {
  const navigate = useNavigate();
  const settings = useReviewSettings();
  const session = useReviewSession(
    connection,
    start,
    (to) => void navigate(reviewPath(to), { replace: true }),
  );
  const { walk } = session;
  const now = useStore(walk.store);
  const { id, search } = now.at;
  const left = useLeftCount(connection, search, settings.key);
  const { done, canUndo } = useChanges(session, settings.key);
  const query = useQuery(completionQueries(connection).detail(id));
  // In turn, and for whatever is current by then: a key pressed early is not lost, and never for another one.
  const step = (by: 1 | -1) => () => walk.step(by);
  useKeys({ next: step(1), previous: step(-1), undo: session.undo });

  return (
    <div className="flex h-full flex-col">
      <title>Review · Chatkeep</title>
      <ReviewHeader
        label={connection.label}
        backTo={tablePath(search)}
        done={done}
        left={left}
        onPrevious={canStep(now, -1) ? step(-1) : undefined}
        onNext={canStep(now, 1) ? step(1) : undefined}
        onUndo={canUndo ? session.undo : undefined}
      />
      <ReviewFilters connection={connection} filters={search.filters} />
      <UnsavedWrites />
      <div className="min-h-0 flex-1 scrolls-y lg:grid lg:grid-cols-[1fr_22rem] lg:overflow-hidden">
        <div className="min-w-0 lg:scrolls-y">
          {query.isError && !query.data && (
            <QueryError
              className="m-4"
              title="The completion could not be loaded"
              error={query.error}
              onRetry={() => void query.refetch()}
            />
          )}
          {query.isPending && <PageSkeleton />}
          {query.data && <Conversation key={id} connection={connection} answer={query.data} />}
        </div>
        <ReviewAside {...{ connection, session }} place={now.at} answer={query.data} />
      </div>
    </div>
  );
}

type AsideProps = {
  connection: Connection;
  session: ReviewSession;
  place: Place;
  /** Undefined while it is not here; a verdict can be given all the same. */
  answer: CompletionAnswer | undefined;
};

function ReviewAside({ connection, session, place, answer }: AsideProps) {
  const settings = useReviewSettings();
  const cannot = useCannot(connection, 'update');
  const { key, values, noteKey } = settings;
  const stored = answer && (answer.data.metadata ?? {});
  const metadata = useComingMetadata(connection, place.id, stored);
  const storedNote = metadata && Object.hasOwn(metadata, noteKey) ? metadata[noteKey] : undefined;
  const note = useNote(connection, place.id, metadata && (storedNote ?? ''));

  function keepNote() {
    if (!note.isDraft || note.isTooLong || cannot) return;
    session.note(place, noteKey, note.text || null);
    note.onWritten();
  }
  function save() {
    if (note.isTooLong) return;
    keepNote();
    leaveNote();
    session.walk.step(1);
  }
  const verdict = (value: string | null) => {
    if (!cannot) session.verdict(key, value);
  };
  useKeys({
    verdict: ({ key }) => {
      const value = values[Number(key) - 1];
      if (value !== undefined) verdict(value);
    },
    note: () => session.walk.act(focusNote),
  });
  useHotkeys({ 'Mod+Enter': save });

  return (
    <aside
      aria-label="Verdict"
      className="space-y-6 border-line p-4 max-lg:sticky max-lg:bottom-0 max-lg:border-t max-lg:bg-canvas lg:scrolls-y lg:border-l"
    >
      {cannot ? (
        <CannotDoNote
          cannot={cannot}
          actions={
            <>
              <CopyHere
                connection={connection}
                ids={[place.id]}
                to={paths.review(new URLSearchParams({ peek: place.id }).toString())}
                andGo
              >
                Copy here and judge
              </CopyHere>
              <Link
                to={paths.data('mirror')}
                className={buttonLook({ variant: 'ghost', size: 'sm' })}
              >
                Mirror all…
              </Link>
            </>
          }
        >
          and a verdict is metadata. A copy on this server can be judged.
        </CannotDoNote>
      ) : (
        <ReviewBar
          settings={settings}
          metadata={metadata}
          onVerdict={(value) => verdict(value ?? null)}
          note={{ ...note, onKeep: keepNote }}
          onSave={save}
        />
      )}
      {answer && (
        <div className="space-y-6 max-lg:hidden">
          <CompletionFacts connection={connection} answer={answer} />
        </div>
      )}
    </aside>
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
