import { create } from 'zustand';
import { type CallHandling, initialCalls } from '../request/call-handling';
import { contentWith } from '../attachments/attachment';
import { isRunning, type PromptTurn, promptTurn, type Turn } from './conversation';
import { editIn, type Edits } from './edits';
import { initialParameters, type Parameters } from '../parameters/parameters';
import { shownTurns, type TurnTree, withAppended } from './turn-tree';

export type DraftRole = 'user' | 'assistant' | 'system' | 'developer' | 'tool';

export type Draft = {
  role: DraftRole;
  text: string;
  /** What goes along beside the text, as it is sent. */
  attachments: readonly unknown[];
  /** For the role tool: the call that it answers. */
  callId: string;
};

export type Conversation = TurnTree & {
  id: string;
  /** Given by the reader; null: the first words are its name. */
  name: string | null;
  draft: Draft;
  edits: Edits;
  parameters: Parameters;
  calls: CallHandling;
};

export const emptyDraft: Draft = { role: 'user', text: '', attachments: [], callId: '' };

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
    edits: {},
    parameters,
    calls,
  };
}

export function isDraftEmpty({ text, attachments }: Draft): boolean {
  return text.trim() === '' && attachments.length === 0;
}

/** Whether anything was typed that is neither sent nor saved. */
export function isUnsent({ draft, edits, turns }: Conversation): boolean {
  return !isDraftEmpty(draft) || turns.some(({ key }) => editIn(edits, key) !== undefined);
}

/** The draft as a message of the conversation. */
export function draftTurn({ role, text, attachments, callId }: Draft): PromptTurn {
  const content = contentWith(text, attachments);
  return promptTurn({ role, content, ...(role === 'tool' && { tool_call_id: callId.trim() }) });
}

/** The messages that Run would send: the shown ones, and the draft if there is one. */
export function turnsToSend(state: Conversation): Turn[] {
  if (isDraftEmpty(state.draft)) return shownTurns(state);
  return shownTurns(withAppended(state, draftTurn(state.draft)));
}

/** The conversation being written; history/keep-conversation.ts saves it as it changes. */
export const usePlayground = create<Conversation>()(() => emptyConversation());

export function isAnswering({ turns }: Pick<Conversation, 'turns'>): boolean {
  return turns.some(isRunning);
}
