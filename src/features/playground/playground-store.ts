import { create } from 'zustand';
import { type CallHandling, initialCalls } from './call-handling';
import { contentWith } from './attachments/attachment';
import { isRunning, promptTurn, type Turn } from './conversation';
import { initialParameters, type Parameters } from './parameters';
import { shownTurns, type TurnTree, withAppended } from './turn-tree';

export type DraftRole = 'user' | 'assistant' | 'system' | 'developer';

export type Draft = {
  role: DraftRole;
  text: string;
  /** What goes along beside the text, as it is sent. */
  attachments: readonly unknown[];
};

export type Conversation = TurnTree & {
  id: string;
  /** Given by the reader; null: the first words are its name. */
  name: string | null;
  draft: Draft;
  parameters: Parameters;
  calls: CallHandling;
};

export const emptyDraft: Draft = { role: 'user', text: '', attachments: [] };

export function emptyConversation(
  parameters = initialParameters,
  calls = initialCalls,
): Conversation {
  return {
    id: crypto.randomUUID(),
    name: null,
    turns: [],
    leaf: null,
    draft: emptyDraft,
    parameters,
    calls,
  };
}

export function isDraftEmpty({ text, attachments }: Draft): boolean {
  return text.trim() === '' && attachments.length === 0;
}

/** The messages that Run would send: the shown ones, and the draft if there is one. */
export function turnsToSend(state: Conversation): Turn[] {
  const { role, text, attachments } = state.draft;
  if (isDraftEmpty(state.draft)) return shownTurns(state);
  const turn = promptTurn({ role, content: contentWith(text, attachments) });
  return shownTurns(withAppended(state, turn));
}

/** The conversation being written; history/keep-conversation.ts saves it as it changes. */
export const usePlayground = create<Conversation>()(() => emptyConversation());

export function isAnswering({ turns }: Pick<Conversation, 'turns'>): boolean {
  return turns.some(isRunning);
}
