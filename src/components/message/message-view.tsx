import type { ReactNode } from 'react';
import { byPosition } from '@/components/markdown/by-position';
import { PlainText } from '@/components/markdown/plain-text';
import { Folded } from '@/components/message/folded';
import { answeredCall } from '#contract/message/calls';
import { readMessage } from '#contract/message/read-message';
import type { Reasoning } from '#contract/message/reasoning';
import type { ViewMessage } from '@/components/message/view-message';
import { PartView } from '@/components/message/part-view';
import { roleName } from '@/components/message/role-name';
import { ToolCallCard } from '@/components/message/tool-call-card';

type Props = {
  message: ViewMessage;
  /** Formats the text of answers; prompts are always shown character for character. */
  isFormatted?: boolean;
  isStreaming?: boolean;
  /** In place of the plain cards of its calls. */
  calls?: ReactNode;
  /** Another view of its text, in place of it. */
  text?: ReactNode;
};

/** The content of one message, without its frame: text, images, calls, refusal, reasoning. */
export function MessageView(props: Props) {
  const { message, isFormatted = true, isStreaming = false, calls, text } = props;
  const isAnswer = message.role === 'assistant';
  const { parts: read, reasoning, calls: called } = readMessage(message);
  const parts = byPosition(read, (part) => (
    <PartView part={part} isAnswer={isAnswer} isFormatted={isFormatted} isStreaming={isStreaming} />
  ));
  const isResult = answeredCall(message) !== null;
  return (
    <div className="min-w-0 space-y-2">
      {isResult && (
        <p className="font-mono text-xs text-ink-3">
          result {message.tool_call_id ?? message.name}
        </p>
      )}
      <ReasoningView reasoning={reasoning} isStreaming={isStreaming} />
      {text || (isAnswer || message.role === 'user' ? parts : <Folded>{parts}</Folded>)}
      {calls ?? byPosition(called, (call) => <ToolCallCard call={call} />)}
    </div>
  );
}

type ReasoningProps = { reasoning: Reasoning; isStreaming: boolean };

function ReasoningView({ reasoning: { text, isHidden }, isStreaming }: ReasoningProps) {
  if (isHidden) {
    return (
      <p className="text-xs text-ink-3">
        The model has reasoned; its provider keeps the text to itself.
      </p>
    );
  }
  if (text === '') return null;
  return (
    <details className="rounded-lg border border-line bg-sunken text-sm text-ink-2">
      <summary className="px-3 py-1.5 text-xs font-medium">
        {isStreaming ? 'Reasoning…' : 'Reasoning'}
      </summary>
      <div className="border-t border-line px-3 py-2">
        <PlainText text={text} />
      </div>
    </details>
  );
}

type FrameProps = {
  message: Pick<ViewMessage, 'role' | 'name'>;
  /** Beside the role: a state, a model. */
  note?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
};

/** The frame of one message in a conversation: who speaks, what can be done with it. */
export function MessageFrame({ message, note, actions, children }: FrameProps) {
  const role = roleName(message.role);
  return (
    <article
      aria-label={role}
      data-role={message.role}
      className={
        'group/message rounded-lg px-4 py-2 ' +
        'data-[role=user]:border data-[role=user]:border-line data-[role=user]:bg-surface ' +
        'data-[role=system]:bg-sunken data-[role=developer]:bg-sunken data-[role=tool]:border data-[role=tool]:border-line'
      }
    >
      <header className="flex min-h-7 items-center gap-2 text-xs">
        <h2 className="font-medium text-ink-2">
          {role}
          {message.name && <span className="font-normal text-ink-3"> {message.name}</span>}
        </h2>
        <span className="min-w-0 flex-1 truncate text-ink-3">{note}</span>
        {actions}
      </header>
      <div className="pb-1">{children}</div>
    </article>
  );
}
