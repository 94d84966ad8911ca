import { useState } from 'react';
import type { Choice } from '@/api/wire';
import { textOf } from '@/components/message/message-parts';
import { MessageFrame, MessageView } from '@/components/message/message-view';
import { CopyButton } from '@/ui/copy-button';
import { Tabs } from '@/ui/tabs';

/** One answer as it is, several as tabs. */
export function Choices({ choices }: { choices: Choice[] }) {
  const [selected, setSelected] = useState('0');
  const [first] = choices;
  if (!first) {
    return <p className="px-4 py-2 text-ink-3">No answer came before the exchange ended.</p>;
  }
  if (choices.length === 1) return <ChoiceView choice={first} />;

  const tabs = choices.map(({ index }, position) => ({
    id: String(position),
    label: `Choice ${index + 1}`,
  }));
  return (
    <Tabs
      label={`${choices.length} choices`}
      tabs={tabs}
      selected={selected}
      onSelect={setSelected}
      className="space-y-2"
    >
      <ChoiceView choice={choices[Number(selected)] ?? first} />
    </Tabs>
  );
}

function ChoiceView({ choice }: { choice: Choice }) {
  const { message, finish_reason } = choice;
  return (
    <MessageFrame
      message={{ role: message.role ?? 'assistant' }}
      note={finish_reason ? `finish reason: ${finish_reason}` : 'no finish reason'}
      actions={<CopyButton text={() => textOf(message)} label="Copy the answer" />}
    >
      <MessageView message={message} />
    </MessageFrame>
  );
}
