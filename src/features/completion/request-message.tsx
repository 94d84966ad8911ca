import type { StoredMessage } from '@/api/wire';
import type { HitPattern } from '@/components/search-marks/find-hits';
import { byPosition } from '@/components/markdown/by-position';
import { answeredCall, callsOf } from '#contract/message/calls';
import { textOf } from '#contract/message/read-message';
import { Folded } from '@/components/message/folded';
import { MessageFrame, MessageView } from '@/components/message/message-view';
import { ResultText } from '@/components/message/result-text';
import { ToolCallCard } from '@/components/message/tool-call-card';
import { CopyButton } from '@/ui/copy-button';
import { InstructionLine } from './instruction-line';
import { isInstruction } from '@/components/message/is-instruction';

type Props = {
  message: StoredMessage;
  /** Of the calls of this message. */
  results: readonly StoredMessage[];
  /** What was searched for: where it is found, nothing is folded away. */
  hits: HitPattern | null;
};

/** A message of the request; the results of its calls stand with them. Instructions are one line until they are asked for. */
export function RequestMessage({ message, results, hits }: Props) {
  const byId = new Map(results.map((result) => [answeredCall(result), result]));
  const cards = byPosition(callsOf(message), (call) => {
    const result = byId.get(call.id);
    return (
      <ToolCallCard call={call}>
        {result && (
          <fieldset aria-label={`Result of ${call.name}`} className="min-w-0">
            <header className="flex min-h-7 items-center justify-between text-xs font-medium text-ink-2">
              Result <CopyButton text={() => textOf(result)} label="Copy the result" />
            </header>
            <ResultText message={result} />
          </fieldset>
        )}
      </ToolCallCard>
    );
  });
  const text = textOf(message);
  const view = <MessageView message={message} calls={cards} />;
  if (isInstruction(message.role)) {
    return (
      <InstructionLine message={message} text={text} isFound={hits?.isIn(text) === true}>
        {view}
      </InstructionLine>
    );
  }
  return (
    <MessageFrame
      message={message}
      actions={text !== '' && <CopyButton text={text} label="Copy the message" />}
    >
      <div className="text-ink-2">
        {message.role === 'user' ? <Folded isTall>{view}</Folded> : view}
      </div>
    </MessageFrame>
  );
}
