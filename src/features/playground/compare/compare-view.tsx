import { useQuery, useQueryClient } from '@tanstack/react-query';
import { use, useCallback, useRef } from 'react';
import { useConnection } from '@/components/connection-store';
import { completionQueries } from '@/queries/completion-queries';
import { modelQueries } from '@/queries/model-queries';
import { useHotkeys } from '@/ui/hotkeys';
import { lastOpened } from '../last-opened';
import { promptTurn } from '../conversation';
import type { Conversation } from '../playground-store';
import { problemsOf } from '../parameters/problems';
import { waitingCalls } from '../turn-problem';
import { shownTurns } from '../turn-tree';
import { missingVariables } from '../variables/variables';
import { ColumnView } from './column-view';
import { CompareComposer } from './compare-composer';
import { CompareHeader } from './compare-header';
import { comparisonBegun } from './comparison-events';
import { openLastComparison } from './keep-comparison';
import { isComparing, letterOf, useComparison } from './comparison-store';
import { FiguresTable } from './figures-table';
import { resumeColumns, runColumn, runColumns, stopColumns } from './run-columns';

/** One prompt, two to four models or sets of parameters. */
export function CompareView() {
  use(begun);
  const connection = useConnection();
  const queryClient = useQueryClient();
  const models = useQuery(modelQueries(connection).list());
  const standardModel = models.data?.[0]?.id ?? '';
  const { columns, draft, isTied } = useComparison();
  const isBusy = useComparison(isComparing);
  const obstacle = obstacleOf(columns, draft, standardModel);
  const row = useRef<HTMLDivElement>(null);

  const ended = useCallback(
    () => queryClient.invalidateQueries({ queryKey: completionQueries(connection).lists() }),
    [queryClient, connection],
  );
  const runAll = () => void runColumns(connection, standardModel).then(ended);
  const runOne = useCallback(
    (id: string) => void runColumn(connection, standardModel, id).then(ended),
    [connection, standardModel, ended],
  );
  useHotkeys({
    Escape: isBusy ? stopColumns : undefined,
    'Mod+Enter': isBusy || obstacle !== null ? undefined : runAll,
  });

  function follow(source: HTMLElement) {
    // The others scroll because of this one, and would answer it in turn.
    if (!isTied || !source.matches(':hover, :focus-within')) return;
    const share = source.scrollTop / Math.max(1, source.scrollHeight - source.clientHeight);
    for (const other of row.current?.querySelectorAll<HTMLElement>('[data-column]') ?? []) {
      if (other !== source) other.scrollTop = share * (other.scrollHeight - other.clientHeight);
    }
  }

  return (
    <div className="flex h-full flex-col">
      <CompareHeader />
      <div ref={row} className="flex min-h-0 flex-1 snap-x scrolls-x">
        {columns.map((column, at) => (
          <ColumnView
            key={column.id}
            {...{ column, at, standardModel }}
            canRemove={columns.length > 2}
            onRun={runOne}
            onScroll={follow}
          />
        ))}
      </div>
      <FiguresTable />
      <div className="px-4 pt-1 pb-4 max-sm:px-2 max-sm:pb-2">
        <CompareComposer onRun={runAll} obstacle={obstacle} />
      </div>
      <output className="sr-only">{isBusy ? 'Answering' : ''}</output>
    </div>
  );
}

// Once, when this code arrives: a comparison that was left goes on, the first one begins with the open conversation.
const begun = begin();

async function begin(): Promise<void> {
  await Promise.all([lastOpened, openLastComparison()]);
  if (useComparison.getState().columns.length === 0) comparisonBegun();
  resumeColumns();
}

function obstacleOf(columns: Conversation[], draft: string, standardModel: string): string | null {
  const wrong = columns.findIndex(
    ({ parameters }) => Object.keys(problemsOf(parameters)).length > 0,
  );
  if (wrong !== -1) return `Correct the parameters of ${letterOf(wrong)} first`;
  const missing = columns.flatMap((column) => {
    const said = promptTurn({ role: 'user', content: draft });
    return missingVariables([...shownTurns(column), said], column.parameters.variables);
  });
  if (missing.length > 0) return `Give ${missing[0]} a value first`;
  const nameless = columns.findIndex(
    ({ parameters }) => (parameters.model || standardModel) === '',
  );
  if (nameless !== -1) return `Choose a model for ${letterOf(nameless)} first`;
  const waiting = columns.findIndex((column) => waitingCalls(column).length > 0);
  if (waiting !== -1) return `${letterOf(waiting)} waits for the results of its tool calls`;
  const hasPrompt = columns.every((column) => shownTurns(column).at(-1)?.kind === 'prompt');
  return draft.trim() === '' && !hasPrompt ? 'Write a message first' : null;
}
