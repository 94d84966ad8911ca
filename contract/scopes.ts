/** What an access token may do; one may have several. */
export const SCOPES = ['read', 'write', 'delete', 'admin'] as const;
export type Scope = (typeof SCOPES)[number];

/** What each is for, as it is said to whoever makes a token. */
export const SCOPE_WORDS: Record<Scope, string> = {
  read: 'See completions, export them, and use the dashboard',
  write: 'Ask models, store, tag and import',
  delete: 'Move to the trash, restore and erase',
  admin: 'All of it, and rules, providers, the audit log and tokens',
};

/** Whether whoever has `scopes` may do what needs `scope`. */
export function covers(scopes: readonly Scope[], scope: Scope): boolean {
  return scopes.includes('admin') || scopes.includes(scope);
}
