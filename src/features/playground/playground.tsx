import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Suspense, use, useCallback, useState } from 'react';
import type { AnswerMessage } from '@/api/wire';
import { useConnection } from '@/components/connection-store';
import { TALK } from '@/components/message/talk';
import { completionQueries } from '@/queries/completion-queries';
import { modelQueries } from '@/queries/model-queries';
import { Dialog } from '@/ui/dialog';
import { useKeys } from '@/components/keys/use-keys';
import { useHotkeys } from '@/ui/hotkeys';
import { lazily } from '@/ui/lazily';
import { areFunctionsRunning, stopFunctions, useFunctionRun } from './calls/function-run';
import { openResultsGiven } from './calls/go-on';
import { runConversation } from './calls/run-conversation';
import { draftTarget } from './attachments/draft-target';
import { DropZone } from './attachments/drop-zone';
import { filesAttached } from './attachments/files-attached';
import { choicesNote } from './choices-note';
import { Composer } from './composer';
import type { OnRun } from './continued';
import { ConversationSettings } from './conversation-settings';
import { draftAdded } from './conversation-events';
import { FirstVisit } from './first-visit';
import { conversationBegun } from './history/keep-conversation';
import { lastOpened } from './last-opened';
import { PlaygroundHeader } from './playground-header';
import { isAnswering, turnsToSend, usePlayground } from './playground-store';
import { problemsOf } from './problems';
import { sentParameters } from './refused-parameters';
import { leftOut } from './request-body';
import { stopAnswer } from './run-answer';
import { spokenStatus } from './spoken-status';
import { turnProblem } from './turn-problem';
import { shownTurns } from './turn-tree';
import { missingVariables } from './variables';

// An empty page does without it, but it is there before anything is asked, and stays when the server is gone.
const transcript = import('./transcript');
transcript.catch(() => undefined);
const Transcript = lazily(async () => (await transcript).Transcript);

function startAnew() {
  conversationBegun();
  document.querySelector<HTMLElement>('[data-composer]')?.focus();
}

export function Playground() {
  use(lastOpened);
  const connection = useConnection();
  const queryClient = useQueryClient();
  const models = useQuery(modelQueries(connection).list());
  const standardModel = models.data?.[0]?.id ?? '';
  const isEmpty = usePlayground((state) => state.leaf === null);
  const isCalling = useFunctionRun(areFunctionsRunning);
  const isBusy = usePlayground(isAnswering) || isCalling;
  const [isSheetOpen, setSheetOpen] = useState(false);
  const status = usePlayground((state) => spokenStatus(shownTurns(state).at(-1)));

  const left = usePlayground((state) =>
    leftOut(shownTurns(state), sentParameters(state.parameters, standardModel), connection.id).join(
      ', ',
    ),
  );
  const choices = usePlayground((state) => choicesNote(shownTurns(state), state.parameters));
  const obstacle = useObstacle(standardModel);

  const run = useCallback(
    async (begun: AnswerMessage | null) => {
      await runConversation(connection, standardModel, begun);
      await queryClient.invalidateQueries({ queryKey: completionQueries(connection).lists() });
    },
    [connection, standardModel, queryClient],
  );
  const onRun: OnRun = useCallback((begun = null) => void run(begun), [run]);

  function sendDraft() {
    openResultsGiven();
    draftAdded();
    onRun();
  }

  useKeys({ newConversation: isCalling ? undefined : startAnew });
  useHotkeys({
    Escape: isCalling ? stopFunctions : isBusy ? () => void stopAnswer() : undefined,
    'Mod+Enter': isBusy || obstacle || isEmpty ? undefined : sendDraft,
  });

  return (
    <div className="flex h-full">
      <DropZone
        className="relative flex min-w-0 flex-1 flex-col"
        onDrop={(files) => void filesAttached(files, draftTarget)}
      >
        <PlaygroundHeader standardModel={standardModel} onParameters={() => setSheetOpen(true)} />
        <Suspense fallback={<div className="min-h-0 flex-1" />}>
          {isEmpty ? <FirstVisit /> : <Transcript onRun={onRun} />}
        </Suspense>
        <div className={`shrink-0 px-4 pb-4 max-sm:px-2 max-sm:pb-2 ${TALK}`}>
          {/* On the edge of the words, beside the gutter of the roles. */}
          <div className="mx-auto max-w-[49.5rem] @2xl/talk:ps-28">
            <Composer onRun={sendDraft} obstacle={obstacle} left={left} choices={choices} />
          </div>
        </div>
        <output className="sr-only">{status}</output>
      </DropZone>
      <aside
        aria-label="Parameters"
        className="w-82 shrink-0 scrolls-y border-l border-line p-4 max-xl:hidden"
      >
        <ConversationSettings standardModel={standardModel} />
      </aside>
      {isSheetOpen && (
        <Dialog title="Parameters" placement="right" onClose={() => setSheetOpen(false)}>
          <ConversationSettings standardModel={standardModel} />
        </Dialog>
      )}
    </div>
  );
}

/** Why nothing can be run as it is; null when it can. */
function useObstacle(standardModel: string): string | null {
  const hasModel = usePlayground((state) => state.parameters.model !== '') || standardModel !== '';
  const hasProblems = usePlayground(
    (state) => Object.keys(problemsOf(state.parameters)).length > 0,
  );
  const missing = usePlayground(
    (state) => missingVariables(turnsToSend(state), state.parameters.variables)[0],
  );
  const unready = usePlayground(turnProblem);
  return hasProblems
    ? 'Correct the parameters first'
    : missing !== undefined
      ? `Give ${missing} a value first`
      : hasModel
        ? unready
        : 'Choose a model first';
}
