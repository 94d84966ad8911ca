import { appendedCount } from '#contract/message/appended';
import type { Choice, StoredMessage } from '@/api/wire';

/** The messages without the answer, which some servers append to those of the request: each choice once. */
export function requestMessages(messages: StoredMessage[], choices: Choice[]): StoredMessage[] {
  return messages.slice(0, messages.length - appendedCount(messages, choices));
}
