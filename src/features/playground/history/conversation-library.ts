import { textOf } from '#contract/message/read-message';
import { browserDatabase } from '@/lib/browser-database';
import { messageOf } from '../turns/conversation';
import { type Conversation, isUnsent } from '../turns/playground-store';
import { shownTurns } from '../turns/turn-tree';
import { conversationName } from './conversation-name';

/** What the list of conversations shows and searches. */
export type Summary = {
  id: string;
  name: string;
  /** Unix milliseconds. */
  updatedAt: number;
  /** On the branch that is shown. */
  messages: number;
  /** Something typed there is neither sent nor saved; not known of conversations of earlier releases. */
  isUnsent?: boolean;
  /** The beginning of every message, in small letters. */
  words: string;
};

export type Saved = {
  conversation: Conversation;
  /** Raised by each write; a writer who knows an older one learns that someone else was faster. */
  revision: number;
  /** The page that wrote it; it never stands in its own way. */
  writer: string;
};

const { transact, get, getAll } = browserDatabase<{ conversations: Saved; summaries: Summary }>(
  'chatkeep',
  {
    conversations: undefined,
    summaries: undefined,
  },
);
const LONGEST_SEARCHED = 2_000;

/** Every conversation, the last changed first. */
export async function listConversations(): Promise<Summary[]> {
  return (await getAll('summaries')).toSorted((a, b) => b.updatedAt - a.updatedAt);
}

export async function readConversation(id: string): Promise<Saved | null> {
  return (await get('conversations', id)) ?? null;
}

/** Writes a conversation as read at its revision (0: never). False, and nothing written, when another page was faster. */
export async function saveConversation({
  conversation,
  revision,
  writer,
}: Saved): Promise<boolean> {
  const { id } = conversation;
  const isWritten = await transact<boolean>('readwrite', (store, note) => {
    const read = store('conversations').get(id);
    read.onsuccess = () => {
      const current = read.result;
      if (current && current.revision !== revision && current.writer !== writer) return;
      const saved: Saved = { conversation, revision: (current?.revision ?? 0) + 1, writer };
      store('conversations').put(saved, id);
      store('summaries').put(summaryOf(conversation), id);
      note(true);
    };
  });
  return isWritten ?? false;
}

export async function removeConversation(id: string): Promise<void> {
  await transact('readwrite', (store) => {
    store('conversations').delete(id);
    store('summaries').delete(id);
  });
}

function summaryOf(conversation: Conversation): Summary {
  const messages = conversation.turns.flatMap((turn) => messageOf(turn) ?? []);
  const name = conversationName(conversation);
  const texts = [name, ...messages.map((message) => textOf(message).slice(0, LONGEST_SEARCHED))];
  return {
    id: conversation.id,
    name,
    updatedAt: Date.now(),
    messages: shownTurns(conversation).length,
    isUnsent: isUnsent(conversation),
    words: texts.join('\n'),
  };
}
