import { textOf } from '#contract/message/read-message';
import { previewText } from '@/lib/preview-text';
import { messageOf } from '../turns/conversation';
import type { Conversation } from '../turns/playground-store';
import { shownTurns } from '../turns/turn-tree';

/** The name that the reader gave, else the first words that were asked. */
export function conversationName(conversation: Pick<Conversation, 'name' | 'turns' | 'leaf'>) {
  if (conversation.name) return conversation.name;
  const messages = shownTurns(conversation).flatMap((turn) => messageOf(turn) ?? []);
  const first = messages.find(({ role }) => role === 'user') ?? messages[0];
  return (first && previewText(textOf(first), 60)) || 'New conversation';
}
