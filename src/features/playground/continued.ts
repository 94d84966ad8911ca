import type { AnswerMessage } from '@/api/wire';
import { textOf, toolCallsOf, type ViewMessage } from '@/components/message/message-parts';
import { isRunning, messageOf, type Turn } from './conversation';

/** Sends the conversation; `begun` is a text that the answer is to go on from. */
export type OnRun = (begun?: AnswerMessage | null) => void;

/** Whether an answer has a text that the model could go on with, and a reason to. */
export function canContinue(turn: Turn): boolean {
  const message = messageOf(turn);
  if (message?.role !== 'assistant' || isRunning(turn)) return false;
  if (textOf(message) === '' || toolCallsOf(message).length > 0) return false;
  if (turn.kind === 'prompt') return true;
  const isCut = turn.run.state !== 'complete' || turn.ends?.[turn.shown]?.finish === 'length';
  return isCut || turn.isEdited === true;
}

/** The text that an answer goes on from. */
export function beginningOf(message: ViewMessage): AnswerMessage {
  const { reasoning, reasoning_content } = message;
  return {
    role: 'assistant',
    content: textOf(message),
    refusal: null,
    ...(reasoning && { reasoning }),
    ...(reasoning_content && { reasoning_content }),
  };
}

/** What has come is put after what was there, whatever the model makes of the beginning. */
export function joined(begun: ViewMessage & AnswerMessage, message: AnswerMessage): AnswerMessage {
  return {
    ...message,
    content: `${begun.content ?? ''}${message.content ?? ''}`,
    ...joinedReasoning('reasoning', begun, message),
    ...joinedReasoning('reasoning_content', begun, message),
  };
}

function joinedReasoning(
  name: 'reasoning' | 'reasoning_content',
  begun: AnswerMessage,
  message: AnswerMessage,
): Partial<AnswerMessage> {
  const pieces = [begun[name], message[name]].filter(Boolean);
  return pieces.length > 0 ? { [name]: pieces.join('\n\n') } : {};
}
