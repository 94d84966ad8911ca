import { useState } from 'react';
import type { Choice, Completion } from '@/api/wire';
import type { AnswerFormat } from '@/components/answer/answer-format';
import { AnswerView } from '@/components/answer/answer-view';
import { AnswerNoteView } from '@/components/message/answer-note-view';
import { ChoiceColumns } from '@/components/message/choice-columns';
import { noteBeside, noteOf } from '#contract/message/answer-note';
import { linksOf } from '#contract/message/links';
import { textOf } from '#contract/message/read-message';
import { MessageFrame } from '@/components/message/message-view';
import { CopyButton } from '@/ui/copy-button';
import { Unreadable } from './unreadable';

type Props = {
  completion: Completion;
  /** Nothing is said of the end of an answer that is still coming. */
  isRunning: boolean;
  /** What the request asked for, where the server tells. */
  format: AnswerFormat | null;
};

/** One answer as it is, several side by side. */
export function Choices({ completion, isRunning, format }: Props) {
  const note = isRunning ? null : noteBeside(completion);
  const { unreadable } = completion;
  return (
    <>
      <Answers {...{ completion, isRunning, format }} />
      {(note || typeof unreadable === 'string') && (
        <div className="space-y-2 px-4">
          {note && <AnswerNoteView note={note} />}
          {typeof unreadable === 'string' && <Unreadable text={unreadable} />}
        </div>
      )}
    </>
  );
}

function Answers({ completion, isRunning, format }: Props) {
  const { choices } = completion;
  const [shown, setShown] = useState(0);
  const [first] = choices;
  const view = (choice: Choice) => (
    <AnswerView
      message={choice.message}
      links={linksOf(choice.message, completion)}
      note={isRunning ? null : noteOf(choice, completion.error)}
      logprobs={choice.logprobs}
      format={format}
      isStreaming={isRunning}
    />
  );
  if (!first) return null;
  if (choices.length === 1) {
    return (
      <MessageFrame
        isJudged
        message={{ role: 'assistant' }}
        note={isRunning ? null : endOf(first)}
        actions={<CopyAnswer choice={first} />}
      >
        {view(first)}
      </MessageFrame>
    );
  }
  return (
    <MessageFrame isJudged message={{ role: 'assistant' }} note={`${choices.length} choices`}>
      <ChoiceColumns
        notes={choices.map((choice) => (isRunning ? null : endOf(choice)))}
        shown={shown}
        onShow={setShown}
      >
        {(at) => {
          const choice = choices[at] ?? first;
          return (
            <>
              {view(choice)}
              <CopyAnswer choice={choice} />
            </>
          );
        }}
      </ChoiceColumns>
    </MessageFrame>
  );
}

function CopyAnswer({ choice }: { choice: Choice }) {
  return <CopyButton text={() => textOf(choice.message)} label="Copy the answer" />;
}

function endOf({ finish_reason }: Choice): string {
  return finish_reason ? `finish reason: ${finish_reason}` : 'no finish reason';
}
