import { create } from 'zustand';
import { asRecord } from '@/lib/as-record';
import { isRunning } from '../conversation';
import { conversationFrom, restored } from '../restored';
import type { Conversation } from '../playground-store';

export const mostColumns = 4;

export type Comparison = {
  /** Two to four, each a conversation of its own with its own model and parameters. */
  columns: Conversation[];
  /** What is said next, to all of them. */
  draft: string;
  /** Whether scrolling one column scrolls the others. */
  isTied: boolean;
};

/** The comparison being made; keep-comparison.ts saves it as it changes. */
export const useComparison = create<Comparison>()(() => ({
  columns: [],
  draft: '',
  isTied: false,
}));

/** What an earlier page left, null for what is none; an answer that nobody generates any more has broken off. */
export function comparisonFrom(value: unknown): Comparison | null {
  const saved = asRecord(value);
  if (!saved || !Array.isArray(saved.columns)) return null;
  const columns = saved.columns.flatMap((each) => {
    const conversation = conversationFrom(each);
    return conversation ? [restored(conversation)] : [];
  });
  return {
    columns: columns.slice(0, mostColumns),
    draft: typeof saved.draft === 'string' ? saved.draft : '',
    isTied: saved.isTied === true,
  };
}

export function isComparing({ columns }: Pick<Comparison, 'columns'>): boolean {
  return columns.some(({ turns }) => turns.some(isRunning));
}

/** How a column is called: A to D. */
export function letterOf(at: number): string {
  return 'ABCD'.charAt(at);
}
