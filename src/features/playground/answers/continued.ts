import { isObject } from '#contract/json';
import { noteOf } from '#contract/message/answer-note';
import { callsOf } from '#contract/message/calls';
import { textOf } from '#contract/message/read-message';
import { REASONING_MEMBERS } from '#contract/message/sent-back';
import type { AnswerMessage } from '@/api/wire';
import type { ViewMessage } from '@/components/message/view-message';
import { isRunning, messageOf, type Turn } from '../turns/conversation';

/** Sends the conversation; `begun` is a text that the answer is to go on from. */
export type OnRun = (begun?: AnswerMessage | null) => void;

/** Whether an answer has a text or thoughts that the model could go on with, and a reason to. */
export function canContinue(turn: Turn): boolean {
  const message = messageOf(turn);
  if (message?.role !== 'assistant' || isRunning(turn) || callsOf(message).length > 0) return false;
  const isThoughtOnly = noteOf({ message })?.kind === 'thought-only';
  if (textOf(message) === '' && !isThoughtOnly) return false;
  if (turn.kind === 'prompt' || isThoughtOnly) return true;
  const isCut = turn.run.state !== 'complete' || turn.ends?.[turn.shown]?.finish === 'length';
  return isCut || turn.isEdited === true;
}

/** What an answer goes on from: the text, tags around its thinking included, and the thinking beside it. */
export function beginningOf(message: ViewMessage): AnswerMessage {
  const { content } = message;
  const members = Object.entries(message).filter(
    ([name, value]) => REASONING_MEMBERS.includes(name) && value,
  );
  const isKept = typeof content === 'string' || (Array.isArray(content) && textOf(message) === '');
  return {
    role: 'assistant',
    // Thinking parts alone are sent as the parts that they are.
    content: (isKept ? content : textOf(message)) as string,
    refusal: null,
    ...Object.fromEntries(members),
  };
}

/** What has come is put after what was there, whatever the model makes of the beginning. */
export function joined(begun: AnswerMessage, message: AnswerMessage): AnswerMessage {
  const before = Object.entries(begun).filter(([name]) => REASONING_MEMBERS.includes(name));
  const thought = before.map(([name, value]) => [
    name,
    // What providers add to a message is of no type.
    joinedThinking(value, (message as unknown as Record<string, unknown>)[name]),
  ]);
  return {
    ...message,
    content: joinedContent(begun.content, message.content) as string,
    ...Object.fromEntries(thought),
  };
}

function joinedContent(before: unknown, after: unknown): unknown {
  if (!Array.isArray(before) && !Array.isArray(after)) return `${text(before)}${text(after)}`;
  return [...parts(before), ...parts(after)];
}

function parts(content: unknown): unknown[] {
  if (Array.isArray(content)) return content;
  return text(content) === '' ? [] : [{ type: 'text', text: text(content) }];
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function joinedThinking(before: unknown, after: unknown): unknown {
  if (after === null || after === undefined || after === '') return before;
  if (Array.isArray(before) && Array.isArray(after))
    return [...(before as unknown[]), ...(after as unknown[])];
  return isObject(after) || Array.isArray(after) ? after : `${text(before)}\n\n${text(after)}`;
}
