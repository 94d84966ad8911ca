import { useQuery } from '@tanstack/react-query';
import { Suspense, useState } from 'react';
import { useNavigate, useParams, useSearchParams } from 'react-router-dom';
import { isGone } from '@/api/api-error';
import type { CompletionAnswer } from '@/api/completion-answer';
import type { Connection } from '@/api/connection';
import { useConnection } from '@/components/connection-store';
import { DeleteCompletionDialog } from '@/components/delete-completion-dialog';
import { ReadOnlyChip } from '@/components/read-only-chip';
import { patternOf } from '@/components/search-marks/find-hits';
import { useSearchMarks } from '@/components/search-marks/use-search-marks';
import { HeldAfter } from '@/components/keys/held-after';
import { useKeys } from '@/components/keys/use-keys';
import { ANSWER_BARS, Loaded } from '@/components/loaded';
import { PageSkeleton } from '@/components/shell/page-skeleton';
import { CompletionFacts } from '@/features/completion/completion-facts';
import { CompletionHeader, VIEWS } from '@/features/completion/completion-header';
import { Conversation } from '@/features/completion/conversation';
import { MetadataEditor } from '@/features/completion/metadata-editor';
import { NeighbourLinks } from '@/features/completion/neighbour-links';
import { useLiveAnswer } from '@/features/completion/use-live-answer';
import { parseCompletionSearch, textOf } from '@/lib/completion-search';
import { shownText } from '@/lib/shown-text';
import { paths } from '@/paths';
import { completionQueries } from '@/queries/completion-queries';
import { useCannot } from '@/queries/source/source-can';
import { isTyping, useHotkeys } from '@/ui/hotkeys';
import { named } from '@/ui/lazily';
import { leaveField } from '@/ui/leave-field';

const NoSuchCompletion = named(
  () => import('@/features/completion/no-such-completion'),
  'NoSuchCompletion',
);
// They bring the queue of writes with them, which outlives the page.
const Verdict = named(() => import(/* soon */ '@/features/completion/verdict'), 'Verdict');
const UnsavedWrites = named(
  () => import(/* soon */ '@/components/unsaved/unsaved-writes'),
  'UnsavedWrites',
);
const Lineage = named(() => import(/* soon */ '@/features/completion/lineage'), 'Lineage');
const RawJson = named(() => import('@/features/completion/raw-json'), 'RawJson');
const TextView = named(() => import('@/features/completion/text-view'), 'TextView');
const RequestView = named(() => import('@/features/completion/request-view'), 'RequestView');

// oxlint-disable-next-line max-lines-per-function -- one screen, whose parts share their state
export function CompletionPage() {
  const { id = '' } = useParams();
  const connection = useConnection();
  const query = useQuery(completionQueries(connection).detail(id));
  const { answer, pace } = useLiveAnswer(connection, query.data);
  const [params, setParams] = useSearchParams();
  const [isDeleting, setDeleting] = useState(false);
  const cannotDelete = useCannot(connection, 'delete');
  const navigate = useNavigate();
  const table = useTable();
  const backTo = paths.completions(table);
  const searched = searchedIn(table);
  const hits = patternOf(searched);
  const marks = useSearchMarks(searched, '[data-role], :not(aside) > section, aside dd');
  const cannotUpdate = useCannot(connection, 'update');
  useKeys({ openInPlayground: () => void navigate(paths.playgroundFrom(id)) });
  useHotkeys({
    // It ends typing first, and leaves the page only then.
    Escape: () => (isTyping(document.activeElement) ? leaveField() : void navigate(backTo)),
  });
  const view = VIEWS.find((name) => name === params.get('view')) ?? 'rendered';

  if (isGone(query.error)) {
    return (
      <Suspense fallback={<PageSkeleton />}>
        <NoSuchCompletion connection={connection} id={id} backTo={backTo} />
      </Suspense>
    );
  }
  if (!query.data) {
    return (
      <>
        {query.error ? <title>Completion · Chatkeep</title> : <HeldAfter name="note" />}
        <h1 className="sr-only">Completion</h1>
        <Loaded query={query} what="the completion" bars={ANSWER_BARS}>
          {() => null}
        </Loaded>
      </>
    );
  }
  const shown = answer ?? query.data;
  const isRunning = query.data.facts?.state === 'running';
  return (
    <div className="flex h-full flex-col">
      <title>{`${shownText(query.data.data.model)} · Completion · Chatkeep`}</title>
      <CompletionHeader
        connection={connection}
        answer={shown}
        pace={pace}
        view={view}
        onView={(next) => setParams(withView(params, next), { replace: true })}
        mark={<ReadOnlyChip connection={connection} />}
        table={table}
        onDelete={() => setDeleting(true)}
        cannotDelete={cannotDelete?.sentence ?? null}
        steps={<NeighbourLinks connection={connection} id={id} table={table} />}
      />
      <Suspense>
        <UnsavedWrites />
      </Suspense>
      <div
        ref={marks}
        className="min-h-0 flex-1 scrolls-y lg:grid lg:grid-cols-[minmax(0,1fr)_18.5rem] lg:overflow-hidden xl:grid-cols-[minmax(0,1fr)_21rem]"
      >
        <div className="min-w-0 lg:scrolls-y">
          <Suspense fallback={<PageSkeleton />}>
            {view === 'rendered' && (
              <Conversation key={id} connection={connection} answer={shown} hits={hits}>
                <BelowAnswer
                  {...{ connection, isRunning }}
                  answer={query.data}
                  isJudged={!cannotUpdate}
                />
              </Conversation>
            )}
            {view === 'text' && <TextView connection={connection} answer={shown} />}
            {view === 'raw' && <RawJson raw={query.data.raw} />}
            {view === 'request' && <RequestView connection={connection} answer={query.data} />}
          </Suspense>
        </div>
        <aside
          aria-label="About this completion"
          className="space-y-3 border-line px-4 py-2 max-lg:border-t lg:scrolls-y lg:border-l"
        >
          <MetadataEditor
            key={`${connection.id} ${id}`}
            connection={connection}
            shown={query.data}
          />
          <CompletionFacts connection={connection} answer={query.data} />
        </aside>
      </div>
      {isDeleting && (
        <DeleteCompletionDialog
          connection={connection}
          id={id}
          onClose={() => setDeleting(false)}
          onDeleted={() => void navigate(backTo)}
        />
      )}
    </div>
  );
}

type BelowProps = {
  connection: Connection;
  answer: CompletionAnswer;
  isRunning: boolean;
  /** Its source keeps verdicts. */
  isJudged: boolean;
};

/** What can be said of the answer, and what it came from. */
function BelowAnswer({ connection, answer, isRunning, isJudged }: BelowProps) {
  return (
    <>
      {isRunning && (
        <p className="text-xs text-ink-3 @2xl/talk:ps-28">
          Verdict, note and Delete come when the answer has ended. What has come is kept if you
          stop.
        </p>
      )}
      {!isRunning && isJudged && (
        // As high as what comes: nothing below it moves.
        <Suspense
          fallback={
            <div className="h-7 max-sm:h-23.5">
              <HeldAfter name="note" />
            </div>
          }
        >
          <Verdict key={answer.data.id} connection={connection} answer={answer} />
        </Suspense>
      )}
      <Suspense fallback={null}>
        <Lineage connection={connection} answer={answer} />
      </Suspense>
    </>
  );
}

/** The query string of the table as the reader left it: the address has it, so that a new tab or a colleague has it too. */
function useTable(): string {
  return useSearchParams()[0].get('in') ?? '';
}

/** The text that the table was searched for. */
function searchedIn(table: string): string {
  return textOf(parseCompletionSearch(new URLSearchParams(table)));
}

function withView(params: URLSearchParams, view: string): URLSearchParams {
  const next = new URLSearchParams(params);
  if (view === 'rendered') next.delete('view');
  else next.set('view', view);
  return next;
}
