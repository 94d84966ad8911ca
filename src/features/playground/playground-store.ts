import { create } from 'zustand';
import { type CallHandling, initialCalls } from './call-handling';
import { isRunning } from './conversation';
import { initialParameters, type Parameters } from './parameters';
import type { TurnTree } from './turn-tree';

export type DraftRole = 'user' | 'assistant' | 'system' | 'developer';

export type Conversation = TurnTree & {
  id: string;
  /** Given by the reader; null: the first words are its name. */
  name: string | null;
  draft: { role: DraftRole; text: string };
  parameters: Parameters;
  calls: CallHandling;
};

export function emptyConversation(
  parameters = initialParameters,
  calls = initialCalls,
): Conversation {
  const draft = { role: 'user' as const, text: '' };
  return { id: crypto.randomUUID(), name: null, turns: [], leaf: null, draft, parameters, calls };
}

/** The conversation being written; history/keep-conversation.ts saves it as it changes. */
export const usePlayground = create<Conversation>()(() => emptyConversation());

export function isAnswering({ turns }: Pick<Conversation, 'turns'>): boolean {
  return turns.some(isRunning);
}
