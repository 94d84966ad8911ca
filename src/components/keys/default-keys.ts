/** Every key of the product that can be changed or switched off; `key-words.ts` says what each does, and where. */
export const DEFAULT_KEYS = {
  jump: 'Mod+k',
  shortcuts: '?',
  toPlayground: 'g p',
  toCompletions: 'g c',
  toReview: 'g r',
  toInsights: 'g i',
  toData: 'g d',
  toSettings: 'g s',
  next: 'j',
  previous: 'k',
  search: '/',
  addFilter: 'f',
  select: 'x',
  peek: 'p',
  editMetadata: 'e',
  openInPlayground: 'o',
  verdict: '1…9',
  note: 'n',
  undo: 'u',
  newConversation: 'Mod+Shift+o',
} as const;

export type KeyName = keyof typeof DEFAULT_KEYS;
