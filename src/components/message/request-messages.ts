import type { Choice, StoredMessage } from '@/api/wire';
import { textOf, toolCallsOf, type ViewMessage } from '@/components/message/message-parts';

/** The messages without the answer, which some servers append to those of the request. */
export function requestMessages(messages: StoredMessage[], choices: Choice[]): StoredMessage[] {
  const last = messages.at(-1);
  if (last?.role !== 'assistant') return messages;
  const isAnswer = choices.some(({ message }) => contentOf(message) === contentOf(last));
  return isAnswer ? messages.slice(0, -1) : messages;
}

function contentOf(message: ViewMessage): string {
  return JSON.stringify([textOf(message), toolCallsOf(message)]);
}
