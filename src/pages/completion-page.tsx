import { useQuery } from '@tanstack/react-query';
import { Suspense, useState } from 'react';
import { useNavigate, useParams, useSearchParams } from 'react-router-dom';
import { ApiError } from '@/api/api-error';
import { useConnection } from '@/components/connection-store';
import { DeleteCompletionDialog } from '@/components/delete-completion-dialog';
import { ReadOnlyChip } from '@/components/read-only-chip';
import { useSearchMarks } from '@/components/search-marks/use-search-marks';
import { QueryError } from '@/components/query-error';
import { PageSkeleton } from '@/components/shell/page-skeleton';
import { CompletionFacts } from '@/features/completion/completion-facts';
import { CompletionHeader } from '@/features/completion/completion-header';
import { Conversation } from '@/features/completion/conversation';
import { Lineage } from '@/features/completion/lineage';
import { MetadataEditor } from '@/features/completion/metadata-editor';
import { NeighbourLinks } from '@/features/completion/neighbour-links';
import { RunningBar } from '@/features/completion/running-bar';
import { useLiveAnswer } from '@/features/completion/use-live-answer';
import { parseCompletionSearch, textOf } from '@/lib/completion-search';
import { shownText } from '@/lib/shown-text';
import { paths } from '@/paths';
import { completionQueries } from '@/queries/completion-queries';
import { useCannot } from '@/queries/source/source-can';
import { lazily } from '@/ui/lazily';

const NoSuchCompletion = lazily(
  async () => (await import('@/features/completion/no-such-completion')).NoSuchCompletion,
);
const RawJson = lazily(async () => (await import('@/features/completion/raw-json')).RawJson);
const TextView = lazily(async () => (await import('@/features/completion/text-view')).TextView);
const VIEWS = ['rendered', 'text', 'raw'] as const;

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
  const marks = useSearchMarks(searchedIn(table), '[data-role], section');
  const view = VIEWS.find((name) => name === params.get('view')) ?? 'rendered';

  if (query.error instanceof ApiError && query.error.isNotFound) {
    return (
      <Suspense fallback={<PageSkeleton />}>
        <NoSuchCompletion connection={connection} id={id} backTo={backTo} />
      </Suspense>
    );
  }
  if (query.isPending) return <PageSkeleton />;
  if (!query.data) {
    return (
      <QueryError
        className="m-4"
        title="The completion could not be loaded"
        error={query.error}
        onRetry={() => void query.refetch()}
      />
    );
  }
  const shown = answer ?? query.data;
  const isRunning = query.data.facts?.state === 'running';
  return (
    <div className="flex h-full flex-col">
      <title>{`${shownText(query.data.data.model)} · Completion · Chatkeep`}</title>
      <CompletionHeader
        answer={query.data}
        view={view}
        onView={(next) => setParams(withView(params, next), { replace: true })}
        mark={<ReadOnlyChip connection={connection} />}
        table={table}
        onDelete={() => setDeleting(true)}
        cannotDelete={cannotDelete?.sentence ?? null}
        steps={<NeighbourLinks connection={connection} id={id} table={table} />}
      />
      {isRunning && <RunningBar key={id} {...{ connection, answer: shown, pace }} />}
      <div className="min-h-0 flex-1 scrolls-y lg:grid lg:grid-cols-[1fr_20rem] lg:overflow-hidden">
        <div ref={marks} className="min-w-0 lg:scrolls-y">
          <Suspense fallback={<PageSkeleton />}>
            {view === 'rendered' && <Conversation connection={connection} answer={shown} />}
            {view === 'text' && <TextView connection={connection} answer={shown} />}
            {view === 'raw' && <RawJson raw={query.data.raw} />}
          </Suspense>
        </div>
        <aside
          aria-label="About this completion"
          className="space-y-6 border-line p-4 max-lg:border-t lg:scrolls-y lg:border-l"
        >
          <MetadataEditor
            key={`${connection.id} ${id}`}
            connection={connection}
            shown={query.data}
          />
          <CompletionFacts answer={query.data} />
          <Lineage connection={connection} answer={query.data} />
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
