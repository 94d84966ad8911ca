import { isInstruction } from '@/components/message/is-instruction';
/** What of a message decides whether it can be left out. */
type Sent = { role: string };

/**
 * The end of a conversation, for a request that is not to grow with it: at most `most` messages, without counting the
 * system's, which always go along. A tool call and its results are left out together or not at all; so the last of them
 * may be more than `most`. A model that is in the middle of its calls is also told what it was asked.
 */
export function lastMessages<Message extends Sent>(
  messages: readonly Message[],
  most: number,
): Message[] {
  const kept = new Set<Message>();
  let room = most;
  for (const unit of units(messages).toReversed()) {
    if (kept.size > 0 && unit.length > room) break;
    room -= unit.length;
    for (const message of unit) kept.add(message);
  }
  const question = messages.findLast(({ role }) => role === 'user');
  const isAsked = [...kept].some(({ role }) => role === 'user');
  if (question && !isAsked) kept.add(question);
  return messages.filter((message) => isInstruction(message.role) || kept.has(message));
}

/** Results belong to the message before them, whose calls they answer. */
function units<Message extends Sent>(messages: readonly Message[]): Message[][] {
  const found: Message[][] = [];
  for (const message of messages) {
    if (isInstruction(message.role)) continue;
    const isResult = message.role === 'tool' || message.role === 'function';
    const last = found.at(-1);
    if (isResult && last) last.push(message);
    else found.push([message]);
  }
  return found;
}
