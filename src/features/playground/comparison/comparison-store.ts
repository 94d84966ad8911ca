import { create } from 'zustand';
import { asRecord } from '@/lib/as-record';
import { knownCalls } from '../request/call-handling';
import { isRunning } from '../turns/conversation';
import { conversationFrom, knownDraft, restored } from '../turns/restored';
import { type Conversation, type Draft, emptyDraft } from '../turns/playground-store';

export const mostColumns = 4;

export type Comparison = {
  /** Two to four, each a conversation of its own with its own messages, model and parameters. */
  columns: Conversation[];
  /** What is said next, to all of them. */
  draft: Draft;
  /** Whether prompts show what they have otherwise than those of A. */
  isMarked: boolean;
  /** What was open when it began: see `originOfOpen`. */
  from: string;
  /** Nothing was done with it since it began: another conversation may take its place. */
  isUntouched: boolean;
};

/** The comparison being made; keep-comparison.ts saves it as it changes. */
export const useComparison = create<Comparison>()(() => ({
  columns: [],
  draft: emptyDraft,
  isMarked: true,
  from: '',
  isUntouched: true,
}));

/** What an earlier page left, null for what is none; an answer that nobody generates any more has broken off. */
export function comparisonFrom(value: unknown): Comparison | null {
  const saved = asRecord(value);
  if (!saved || !Array.isArray(saved.columns)) return null;
  const columns = saved.columns.flatMap((each) => {
    const conversation = conversationFrom(each);
    // What this browser has kept is its reader's own, functions too.
    const calls = asRecord(each)?.calls;
    return conversation ? [restored({ ...conversation, calls: knownCalls(calls) })] : [];
  });
  const { draft } = saved;
  return {
    columns: withOneSet(columns.slice(0, mostColumns)),
    // Drafts of an earlier release were texts.
    draft: typeof draft === 'string' ? { ...emptyDraft, text: draft } : knownDraft(draft),
    isMarked: saved.isMarked !== false,
    from: typeof saved.from === 'string' ? saved.from : '',
    isUntouched: saved.isUntouched === true,
  };
}

/** In an earlier release each column had values of its own for the variables: those of A come first. */
function withOneSet(columns: readonly Conversation[]): Conversation[] {
  const variables = variablesOf({ columns });
  return columns.map((each) => ({ ...each, parameters: { ...each.parameters, variables } }));
}

/** What fills the variables of all columns. */
export function variablesOf({ columns }: { columns: readonly Conversation[] }) {
  const each = columns.map(({ parameters }) => parameters.variables);
  return Object.assign({}, ...each.toReversed()) as Conversation['parameters']['variables'];
}

export function isComparing({ columns }: Pick<Comparison, 'columns'>): boolean {
  return columns.some(({ turns }) => turns.some(isRunning));
}

/** How a column is called: A to D. */
export function letterOf(at: number): string {
  return 'ABCD'.charAt(at);
}
