import { useState } from 'react';
import type { Choice } from '@/api/wire';
import type { AnswerFormat } from '@/components/answer/answer-format';
import { AnswerView } from '@/components/answer/answer-view';
import { ChoiceColumns } from '@/components/message/choice-columns';
import { textOf } from '@/components/message/message-parts';
import { MessageFrame } from '@/components/message/message-view';
import { CopyButton } from '@/ui/copy-button';

type Props = {
  choices: Choice[];
  /** What the request asked for, where the server tells. */
  format: AnswerFormat | null;
};

/** One answer as it is, several side by side. */
export function Choices({ choices, format }: Props) {
  const [shown, setShown] = useState(0);
  const [first] = choices;
  if (!first) {
    return <p className="px-4 py-2 text-ink-3">No answer came before the exchange ended.</p>;
  }
  if (choices.length === 1) {
    return (
      <MessageFrame
        message={{ role: first.message.role ?? 'assistant' }}
        note={endOf(first)}
        actions={<CopyAnswer choice={first} />}
      >
        <AnswerView message={first.message} logprobs={first.logprobs} format={format} />
      </MessageFrame>
    );
  }
  return (
    <MessageFrame message={{ role: 'assistant' }} note={`${choices.length} choices`}>
      <ChoiceColumns notes={choices.map(endOf)} shown={shown} onShow={setShown}>
        {(at) => {
          const choice = choices[at] ?? first;
          return (
            <>
              <AnswerView message={choice.message} logprobs={choice.logprobs} format={format} />
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
