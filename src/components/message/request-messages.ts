import { callsOf } from '#contract/message/calls';
import { textOf } from '#contract/message/read-message';
import type { Choice, StoredMessage } from '@/api/wire';

/** The messages without the answer, which some servers append to those of the request: each choice once. */
export function requestMessages(messages: StoredMessage[], choices: Choice[]): StoredMessage[] {
  const left = choices.map(({ message }) => contentOf(message));
  let end = messages.length;
  while (end > 0 && messages[end - 1]?.role === 'assistant') {
    const at = left.indexOf(contentOf(messages[end - 1]));
    if (at === -1) break;
    left.splice(at, 1);
    end -= 1;
  }
  return messages.slice(0, end);
}

function contentOf(message: unknown): string {
  return JSON.stringify([textOf(message), callsOf(message)]);
}
