import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Suspense, use, useCallback, useEffect, useRef, useState } from 'react';
import { useConnection } from '@/components/connection-store';
import { useLackThrough } from '@/queries/access';
import { completionQueries } from '@/queries/completion-queries';
import { modelQueries } from '@/queries/model-queries';
import { useHotkeys } from '@/ui/hotkeys';
import { lazily } from '@/ui/lazily';
import { DropZone } from '../attachments/drop-zone';
import { filesAttached } from '../attachments/files-attached';
import { lastOpened } from '../history/last-opened';
import { beganElsewhere, comparisonEntered, comparisonShown } from '../comparison/begin-comparison';
import { CompareComposer, type RunColumnTurn } from './compare-composer';
import { CompareHeader } from './compare-header';
import { comparedDraft } from '../comparison/compared-draft';
import { lastComparison } from '../comparison/last-comparison';
import { isComparing, useComparison } from '../comparison/comparison-store';
import { obstacleTo, runWords } from '../comparison/obstacle';
import { resumeColumns, runColumn, runColumns, stopColumns } from '../comparison/run-columns';
import type { RunColumn } from '../sheet/column';
import { Sheet } from '../sheet/sheet';

const OtherConversation = lazily(
  async () => (await import('./other-conversation')).OtherConversation,
);

/** Two to four columns, each with its own messages, model and parameters. */
export function CompareView() {
  use(opened);
  useEffect(comparisonShown, []);
  const [isDismissed, setDismissed] = useState(false);
  const connection = useConnection();
  const queryClient = useQueryClient();
  const models = useQuery(modelQueries(connection).list());
  const standardModel = models.data?.[0]?.id ?? '';
  const comparison = useComparison();
  const isBusy = isComparing(comparison);
  const lack = useLackThrough(connection, 'write');
  const obstacle = lack ?? obstacleTo(comparison, standardModel, models.isPending);

  const ended = useCallback(
    () => queryClient.invalidateQueries({ queryKey: completionQueries(connection).lists() }),
    [queryClient, connection],
  );
  const sheet = useRef<HTMLDivElement>(null);
  const runAll = () => {
    void runColumns(connection, standardModel).then(ended);
    // Whoever sends something wants to see what comes of it; as it grows, its beginning stays in view.
    requestAnimationFrame(() => sheet.current?.scrollTo({ top: sheet.current.scrollHeight }));
  };
  const composer = useRef<RunColumnTurn>(null);
  const runOne: RunColumn = useCallback((id, begun) => composer.current?.({ id, begun }), []);
  const run: RunColumnTurn = (turn) => {
    if (turn?.id === undefined) return runAll();
    void runColumn(connection, standardModel, turn.id, turn.begun).then(ended);
  };
  useHotkeys({ Escape: isBusy ? stopColumns : undefined });

  return (
    <DropZone
      className="relative flex h-full flex-col"
      onDrop={(files) => void filesAttached(files, comparedDraft)}
    >
      <CompareHeader comparison={comparison} />
      <Suspense>
        {!isDismissed && beganElsewhere(comparison) && (
          <OtherConversation onDone={() => setDismissed(true)} />
        )}
      </Suspense>
      <Sheet
        ref={sheet}
        {...{ comparison, standardModel }}
        onRunColumn={runOne}
        onRunAll={() => composer.current?.({})}
      />
      <div className="shrink-0 px-4 pt-1 pb-3.5 max-sm:px-2 max-sm:pb-2 sm:ps-30">
        <CompareComposer
          ref={composer}
          {...{ comparison, obstacle, standardModel }}
          isLoading={models.isPending}
          runLabel={runWords(comparison)}
          onRun={run}
        />
      </div>
      <output className="sr-only">{isBusy ? 'Answering' : ''}</output>
    </DropZone>
  );
}

// Once, when this code arrives: a comparison that was left goes on, the first one begins with what is open.
const opened = open();

async function open(): Promise<void> {
  await Promise.all([lastOpened, lastComparison]);
  comparisonEntered();
  resumeColumns();
}
