import { type KeyboardEvent, type Ref, Suspense, useImperativeHandle, useMemo } from 'react';
import type { AnswerMessage } from '@/api/wire';
import { usePreferences } from '@/components/preferences-store';
import { Button } from '@/ui/button';
import { GrowingTextArea } from '@/ui/growing-text-area';
import { isComposing } from '@/ui/is-composing';
import { named } from '@/ui/lazily';
import { draftProblem, draftTarget } from '../attachments/draft-target';
import { takePasted } from '../attachments/files-attached';
import { areFunctionsRunning, useFunctionRun } from '../calls/function-run';
import { draftChanged } from '../turns/conversation-events';
import { lastPromptEdited } from '../turns/open-editors';
import { isAnswering, isDraftEmpty, usePlayground } from '../turns/playground-store';
import { NOTHING_WRITTEN } from '../request/turn-problem';
import { variableFocused } from '../variables/variable-focused';
import { ComposerTools } from './composer-tools';
import { RunButton } from './run-button';
import { LOADING_MODELS, RUNS_THEN, useRun } from './use-run';

const AttachmentTiles = named(
  () => import(/* soon */ '../attachments/attachment-tiles'),
  'AttachmentTiles',
);

const SendingNotes = named(() => import(/* soon */ './sending-notes'), 'SendingNotes');

const NextCost = named(() => import(/* soon */ './next-cost'), 'NextCost');

/** Why nothing can be run now; where a variable lacks its value, which. */
export type Obstacle = { text: string; variable?: string };

type Props = {
  /** With what an answer goes on from, or null, if a turn has asked for it. */
  onRun: RunTurn;
  obstacle: Obstacle | null;
  standardModel: string;
  /** The models are on their way. */
  isLoading: boolean;
  /** Runs for a turn, when the models are there. */
  ref: Ref<RunTurn>;
};

export type RunTurn = (turn?: AnswerMessage | null) => void;

export function Composer({ onRun, obstacle, standardModel, isLoading, ref }: Props) {
  const draft = usePlayground((state) => state.draft);
  const id = usePlayground((state) => state.id);
  const hasModel = usePlayground(({ parameters }) => (parameters.model || standardModel) !== '');
  const isCalling = useFunctionRun(areFunctionsRunning);
  const isBusy = usePlayground(isAnswering) || isCalling;
  const isEmpty = usePlayground((state) => state.turns.length === 0);
  const enterSends = usePreferences((state) => state.enterSends);
  const isBlank = isDraftEmpty(draft);
  const problem = draftProblem(draft, isEmpty);
  const found =
    problem === null || (obstacle && obstacle.text !== LOADING_MODELS)
      ? obstacle
      : { text: problem };
  const reason = found?.text ?? null;
  // Two conversations may have the same empty draft.
  const written = useMemo(() => [id, draft], [id, draft]);
  const { run, cancel } = useRun({ isBusy, obstacle: reason, hasModel, isLoading, written }, onRun);
  useImperativeHandle(ref, () => run);

  function onKeyDown(event: KeyboardEvent) {
    if (event.key === 'ArrowUp' && isBlank && !isBusy && !isComposing(event)) {
      if (lastPromptEdited()) event.preventDefault();
      return;
    }
    if (event.key !== 'Enter' || event.shiftKey || event.altKey) return;
    if (isComposing(event)) return;
    if (!enterSends && !event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    // From an empty box only Run sends what is there already, and its own key.
    const isMeant = !isBlank || event.ctrlKey || event.metaKey;
    if (!event.repeat && isMeant) run();
  }

  return (
    <form
      aria-label="Next message"
      onSubmit={(event) => {
        event.preventDefault();
        run();
      }}
      className="rounded-xl border border-line-strong bg-raised shadow-raised focus-within:border-accent-ink focus-within:ring-3 focus-within:ring-accent-soft"
    >
      <div className="px-3 pt-3 empty:hidden">
        <Suspense>
          {draft.attachments.length > 0 && (
            <AttachmentTiles
              attachments={draft.attachments}
              onChange={(attachments) => draftChanged({ attachments })}
            />
          )}
        </Suspense>
      </div>
      <GrowingTextArea
        aria-label="Message"
        data-composer
        rows={1}
        value={draft.text}
        placeholder={isEmpty ? 'Ask anything, or write {{name}} for a variable' : 'Reply'}
        onChange={(event) => draftChanged({ text: event.target.value })}
        onPaste={(event) => takePasted(event, draftTarget)}
        onKeyDown={onKeyDown}
        className="block max-h-[40vh] min-h-11 w-full resize-none bg-transparent px-3.5 pt-3 text-read outline-none placeholder:text-ink-3"
      />
      <Suspense>{!isBusy && <SendingNotes standardModel={standardModel} />}</Suspense>
      <div className="flex flex-wrap items-center gap-x-0.5 gap-y-1 p-2 pt-1.5">
        <ComposerTools {...{ isBusy, standardModel }} />
        <div className="ms-auto flex min-w-0 items-center gap-2.5">
          {!isBusy && (
            <Suspense>
              <NextCost standardModel={standardModel} />
            </Suspense>
          )}
          {!isBusy && <BeforeRun obstacle={cancel ? { text: RUNS_THEN } : found} />}
          <RunButton {...{ isBusy, reason, cancel }} />
        </div>
      </div>
    </form>
  );
}

/** What is to be done first; else what becomes of the answer. */
function BeforeRun({ obstacle }: { obstacle: Obstacle | null }) {
  const isStored = usePlayground(({ parameters }) => parameters.store);
  const { text, variable } = obstacle ?? {};
  if (variable !== undefined) {
    return (
      <Button
        variant="link"
        size="inline"
        className="min-w-0 truncate text-xs font-normal"
        onClick={() => variableFocused(variable)}
      >
        {text}
      </Button>
    );
  }
  const isSaid = text !== undefined && text !== NOTHING_WRITTEN;
  return (
    <span className="min-w-0 truncate text-xs text-ink-3">
      {isSaid ? text : isStored ? 'Will be stored' : 'Not stored'}
    </span>
  );
}
