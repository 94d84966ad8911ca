import { useState } from 'react';
import type { Choice } from '@/api/wire';
import { ChoiceColumns } from '@/components/message/choice-columns';
import { textOf } from '@/components/message/message-parts';
import { MessageFrame, MessageView } from '@/components/message/message-view';
import { CopyButton } from '@/ui/copy-button';

/** One answer as it is, several side by side. */
export function Choices({ choices }: { choices: Choice[] }) {
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
        <MessageView message={first.message} />
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
              <MessageView message={choice.message} />
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
