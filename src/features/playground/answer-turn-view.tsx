import { useState } from 'react';
import { MessageFrame, MessageView } from '@/components/message/message-view';
import { Segmented } from '@/ui/segmented';
import { Spinner } from '@/ui/spinner';
import { AnswerFacts } from './answer-facts';
import { AnswerFailure } from './answer-failure';
import { CallCards } from './calls/call-cards';
import { type AnswerTurn, isRunning } from './conversation';
import { answerReopened, choiceShown } from './conversation-events';
import { TurnActions } from './turn-actions';
import { TurnEditor } from './turn-editor';
import { VersionSwitch } from './version-switch';

type Props = { turn: AnswerTurn; onRun: () => void };

export function AnswerTurnView({ turn, onRun }: Props) {
  const [isEditing, setEditing] = useState(false);
  const { choices, shown, run } = turn;
  const message = choices[shown];

  function regenerate() {
    answerReopened(turn);
    onRun();
  }

  return (
    <MessageFrame
      message={{ role: 'assistant' }}
      note={run.state === 'complete' ? null : noteOf(turn)}
      actions={
        isRunning(turn) ? null : (
          <TurnActions turn={turn} onEdit={() => setEditing(true)} onRegenerate={regenerate} />
        )
      }
    >
      <div aria-busy={isRunning(turn)} className="space-y-2">
        {choices.length > 1 && (
          <Segmented
            label="Choice"
            options={choices.map((_, at) => ({ value: String(at), label: `${at + 1}` }))}
            value={String(shown)}
            onChange={(value) => choiceShown(turn.key, Number(value))}
          />
        )}
        {isEditing ? (
          <TurnEditor turn={turn} onRun={onRun} onClose={() => setEditing(false)} />
        ) : (
          message && (
            <MessageView
              message={message}
              isStreaming={run.state === 'streaming'}
              calls={<CallCards turn={turn} message={message} onRun={onRun} />}
            />
          )
        )}
        {run.state === 'waiting' && (
          <p className="flex items-center gap-2 text-sm text-ink-3">
            <Spinner className="size-3.5" /> Waiting for the first words
          </p>
        )}
        {run.state === 'failed' && (
          <AnswerFailure failure={run.failure} model={turn.facts.model} onRetry={regenerate} />
        )}
        <div className="flex flex-wrap items-center gap-x-3">
          <VersionSwitch turn={turn} />
          <AnswerFacts turn={turn} />
        </div>
      </div>
    </MessageFrame>
  );
}

function noteOf({ run, choices }: AnswerTurn): string | null {
  if (run.state === 'stopped') return 'Stopped';
  return run.state === 'failed' && choices.length > 0 ? 'Incomplete' : null;
}
