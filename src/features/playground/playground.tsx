import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, Suspense, use, useCallback, useRef, useState } from 'react';
import type { AnswerMessage } from '@/api/wire';
import { useConnection } from '@/components/connection-store';
import { TALK } from '@/components/message/talk';
import { useLackThrough } from '@/queries/access';
import { completionQueries } from '@/queries/completion-queries';
import { modelQueries } from '@/queries/model-queries';
import { Dialog } from '@/ui/dialog';
import { useKeys } from '@/components/keys/use-keys';
import { useHotkeys } from '@/ui/hotkeys';
import { SidePanel } from '@/components/side-panel';
import { lazily, named } from '@/ui/lazily';
import { areFunctionsRunning, stopFunctions, useFunctionRun } from './calls/function-run';
import { openResultsGiven } from './calls/go-on';
import { runConversation } from './calls/run-conversation';
import { draftTarget } from './attachments/draft-target';
import { DropZone } from './attachments/drop-zone';
import { filesAttached } from './attachments/files-attached';
import { Composer, type Obstacle, type RunTurn } from './composer/composer';
import { LOADING_MODELS } from './composer/use-run';
import { focusComposer } from './composer/focus-composer';
import type { OnRun } from './answers/continued';
import { draftAdded } from './turns/conversation-events';
import { conversationBegun } from './history/keep-conversation';
import { useAddress } from './history/use-address';
import { lastOpened } from './history/last-opened';
import { ConversationSettings } from './parameter-panel/conversation-settings';
import { useIsPanelBeside } from './parameter-panel/panel-place';
import { PlaygroundHeader } from './header/playground-header';
import { isAnswering, turnsToSend, usePlayground } from './turns/playground-store';
import { problemsOf } from './parameters/problems';
import { stopAnswer } from './answers/run-answer';
import { spokenStatus } from './transcript/spoken-status';
import { openTalk } from './turns/talk';
import { turnProblem } from './request/turn-problem';
import { shownTurns } from './turns/turn-tree';
import { ConversationVariables } from './variables/conversation-variables';
import { missingVariables } from './variables/variables';

// An empty page does without it, but it is there before anything is asked, and stays when the server is gone.
const transcript = import(/* soon */ './transcript/transcript');
transcript.catch(() => undefined);
const Transcript = lazily(async () => (await transcript).Transcript);

const FirstVisit = named(() => import(/* soon */ './first-visit/first-visit'), 'FirstVisit');

function startAnew() {
  conversationBegun();
  focusComposer();
}

export function Playground() {
  use(lastOpened);
  useAddress();
  const connection = useConnection();
  const queryClient = useQueryClient();
  const models = useQuery(modelQueries(connection).list());
  const standardModel = models.data?.[0]?.id ?? '';
  const isEmpty = usePlayground((state) => state.leaf === null);
  const isCalling = useFunctionRun(areFunctionsRunning);
  const isBusy = usePlayground(isAnswering) || isCalling;
  const isWide = useIsPanelBeside();
  const [isSheetOpen, setSheetOpen] = useState(false);
  const status = usePlayground((state) => spokenStatus(shownTurns(state).at(-1)));
  const lack = useLackThrough(connection, 'write');
  const found = useObstacle(standardModel, models.isPending);
  const obstacle = lack === null ? found : { text: lack };

  const run = useCallback(
    async (begun: AnswerMessage | null) => {
      await runConversation(connection, standardModel, begun);
      await queryClient.invalidateQueries({ queryKey: completionQueries(connection).lists() });
    },
    [connection, standardModel, queryClient],
  );
  const composer = useRef<RunTurn>(null);
  const onRun: OnRun = useCallback((begun = null) => composer.current?.(begun), []);

  function runNow(turn?: AnswerMessage | null) {
    if (turn === undefined) {
      openResultsGiven();
      draftAdded();
    }
    void run(turn ?? null);
  }

  const settings = <ConversationSettings standardModel={standardModel} />;

  useKeys({
    newConversation: isCalling ? undefined : startAnew,
    search: isWide ? undefined : () => setSheetOpen(true),
  });
  useHotkeys({
    Escape: isCalling
      ? () => stopFunctions(openTalk)
      : isBusy
        ? () => void stopAnswer()
        : undefined,
  });

  return (
    <div className="flex h-full">
      <DropZone
        className="relative flex min-w-0 flex-1 flex-col"
        onDrop={(files) => void filesAttached(files, draftTarget)}
      >
        <PlaygroundHeader
          standardModel={standardModel}
          onParameters={isWide ? null : () => setSheetOpen(true)}
        />
        <Suspense fallback={<div className="min-h-0 flex-1" />}>
          {isEmpty ? <FirstVisit standardModel={standardModel} /> : <Transcript onRun={onRun} />}
        </Suspense>
        <Foot isEmpty={isEmpty}>
          {isEmpty && <ConversationVariables />}
          <Composer
            ref={composer}
            onRun={runNow}
            {...{ obstacle, standardModel }}
            isLoading={models.isPending}
          />
        </Foot>
        <output className="sr-only">{status}</output>
      </DropZone>
      {isWide ? (
        <SidePanel label="Parameters">{settings}</SidePanel>
      ) : (
        isSheetOpen && (
          <Dialog title="Parameters" placement="right" onClose={() => setSheetOpen(false)}>
            {settings}
          </Dialog>
        )
      )}
    </div>
  );
}

/** Below the conversation, on the edge of its words, beside the gutter of the roles. */
function Foot({ isEmpty, children }: { isEmpty: boolean; children: ReactNode }) {
  const width = isEmpty ? 'max-w-[54.5rem]' : 'max-w-[49.5rem] @2xl/talk:ps-28';
  return (
    <div className={`shrink-0 px-4 pb-4 max-sm:px-2 max-sm:pb-2 ${TALK}`}>
      <div className={`mx-auto space-y-2 ${width}`}>{children}</div>
    </div>
  );
}

/** Why nothing can be run as it is; null when it can. */
function useObstacle(standardModel: string, isLoading: boolean): Obstacle | null {
  const hasModel = usePlayground((state) => state.parameters.model !== '') || standardModel !== '';
  // Nothing can be run while an answer comes, so its chunks do not read the schemas again.
  const hasProblems = usePlayground(
    (state) => !isAnswering(state) && Object.keys(problemsOf(state.parameters)).length > 0,
  );
  const missing = usePlayground(
    (state) => missingVariables(turnsToSend(state), state.parameters.variables)[0],
  );
  const unready = usePlayground(turnProblem);
  if (hasProblems) return { text: 'Correct the parameters first' };
  if (missing !== undefined) return { text: `Give ${missing} a value first`, variable: missing };
  if (unready !== null) return { text: unready };
  return hasModel ? null : { text: isLoading ? LOADING_MODELS : 'Choose a model first' };
}
