import { keysOf } from '#contract/keys-of';
import { DEFAULT_KEYS, type KeyName } from './default-keys';

export const PLACES = {
  everywhere: 'Everywhere',
  completions: 'Completions',
  completion: 'Completion',
  review: 'Review',
  playground: 'Playground',
} as const;

export type Place = keyof typeof PLACES;
type Words = { what: string; on: readonly Place[] };

/** What each key does, and on which pages. */
export const KEY_WORDS: Record<KeyName, Words> = {
  jump: { what: 'Search or jump', on: ['everywhere'] },
  shortcuts: { what: 'Keyboard shortcuts', on: ['everywhere'] },
  toPlayground: { what: 'Go to Playground', on: ['everywhere'] },
  toCompletions: { what: 'Go to Completions', on: ['everywhere'] },
  toReview: { what: 'Go to Review', on: ['everywhere'] },
  toInsights: { what: 'Go to Insights', on: ['everywhere'] },
  toData: { what: 'Go to Data', on: ['everywhere'] },
  toSettings: { what: 'Go to Settings', on: ['everywhere'] },
  next: { what: 'Next', on: ['completions', 'completion', 'review'] },
  previous: { what: 'Previous', on: ['completions', 'completion', 'review'] },
  search: { what: 'Search', on: ['completions', 'playground'] },
  addFilter: { what: 'Add a filter', on: ['completions'] },
  select: { what: 'Select the row', on: ['completions'] },
  tag: { what: 'Tag what is selected', on: ['completions'] },
  peek: { what: 'Open beside the table', on: ['completions'] },
  twoLines: { what: 'One line or two a row', on: ['completions'] },
  editMetadata: { what: 'Edit metadata', on: ['completions', 'completion', 'review'] },
  openInPlayground: { what: 'Open in playground', on: ['completions', 'completion'] },
  verdict: { what: 'Verdict', on: ['completions', 'completion', 'review', 'playground'] },
  yes: { what: 'Answer yes', on: ['review'] },
  no: { what: 'Answer no', on: ['review'] },
  note: { what: 'Note', on: ['completions', 'completion', 'review'] },
  foldSystem: { what: 'Fold or show the instructions', on: ['review'] },
  foldPrompt: { what: 'Fold or show what came before', on: ['review'] },
  goToAnswer: { what: 'Go to the answer', on: ['review'] },
  undo: { what: 'Undo the last change', on: ['review'] },
  newConversation: { what: 'New conversation', on: ['playground'] },
};

/** Keys that stay as they are: they belong to a field or to the browser as much as to the page. */
export const FIXED_KEYS: readonly (Words & { keys: string })[] = [
  { keys: 'Esc', what: 'Close, leave, stop', on: ['everywhere'] },
  { keys: 'Enter', what: 'Open the full page', on: ['completions'] },
  { keys: 'Mod+Enter', what: 'Save metadata', on: ['completions', 'completion'] },
  { keys: 'Mod+Enter', what: 'Save and next', on: ['review'] },
  { keys: 'Mod+Enter', what: 'Run, run again', on: ['playground'] },
  { keys: 'Mod+.', what: 'Fold or show the system prompt', on: ['playground'] },
  { keys: '↑', what: 'Edit the last message, from an empty box', on: ['playground'] },
];

/** The page of an address; null: one without keys of its own. */
export function placeOf(pathname: string): Place | null {
  if (pathname === '/') return 'playground';
  if (pathname === '/completions') return 'completions';
  if (pathname.startsWith('/completions/')) return 'completion';
  return pathname === '/review' ? 'review' : null;
}

/** Digits stand for the verdicts in their order, and stay digits. */
export function isChangeable(name: KeyName): boolean {
  return name !== 'verdict';
}

export const KEY_NAMES = keysOf(DEFAULT_KEYS);
