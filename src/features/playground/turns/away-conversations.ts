import { create } from 'zustand';
import { type AnswerTurn, isRunning, type Turn } from './conversation';
import { answerIn, withChanged } from './turns-changed';
import type { Conversation } from './playground-store';

/** Conversations that were left while they are being answered: they go on, and are saved as they change. */
export const useAway = create<{ conversations: readonly Conversation[] }>()(() => ({
  conversations: [],
}));

/** An answer is still coming, or it is still to be learnt whether it is stored. */
export function isUnsettled({ turns }: Pick<Conversation, 'turns'>): boolean {
  return turns.some((turn) => isRunning(turn) || isStoring(turn));
}

function isStoring(turn: Turn): boolean {
  return turn.kind === 'answer' && turn.keeping.state === 'storing';
}

/** From here on what comes for it is written here. */
export function conversationLeft(conversation: Conversation) {
  useAway.setState(({ conversations }) => ({
    conversations: [...conversations.filter(({ id }) => id !== conversation.id), conversation],
  }));
}

/** Gives it back to be shown; null when nothing goes on there. */
export function takeAway(id: string): Conversation | null {
  const found = awayConversation(id);
  if (found) drop(id);
  return found;
}

export function awayConversation(id: string): Conversation | null {
  return useAway.getState().conversations.find((each) => each.id === id) ?? null;
}

/** The conversation that an answer is in. */
export function awayWith(key: string): Conversation | null {
  const { conversations } = useAway.getState();
  return conversations.find(({ turns }) => answerIn(turns, key)) ?? null;
}

export function awayAnswerChanged(key: string, change: (turn: AnswerTurn) => Turn) {
  const found = awayWith(key);
  if (found) awayChanged(found.id, { turns: withChanged(found.turns, key, change) });
}

export function awayChanged(id: string, change: Partial<Conversation>) {
  useAway.setState(({ conversations }) => ({
    conversations: conversations.map((each) => (each.id === id ? { ...each, ...change } : each)),
  }));
}

export function drop(id: string) {
  useAway.setState(({ conversations }) => ({
    conversations: conversations.filter((each) => each.id !== id),
  }));
}
