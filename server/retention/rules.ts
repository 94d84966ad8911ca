import type { StoredDocument } from '../store/documents';
import type { Store } from '../store/store';
import type { Rule } from './rule';

const KIND = 'retention';

export type StoredRule = Rule & { id: string; version: number };

export async function listRules(store: Store): Promise<StoredRule[]> {
  return (await store.documents(KIND)).map(ruleOf);
}

export async function findRule(store: Store, id: string): Promise<StoredRule | null> {
  const found = await store.document(KIND, id);
  return found && ruleOf(found);
}

/** Writes a rule over the version that was read (0: there was none). Null when somebody else was faster. */
export async function saveRule(
  store: Pick<Store, 'putDocument'>,
  id: string,
  rule: Rule,
  version: number,
): Promise<StoredRule | null> {
  const { name, action, olderThanDays, where, except, enabled, hour, from, dryRun } = rule;
  const body = { name, action, olderThanDays, where, except, enabled, hour, from, dryRun };
  const next = await store.putDocument(KIND, id, JSON.stringify(body), version);
  return next === null ? null : { ...body, id, version: next };
}

export function removeRule(store: Pick<Store, 'removeDocument'>, id: string): Promise<boolean> {
  return store.removeDocument(KIND, id);
}

function ruleOf({ id, version, body }: StoredDocument): StoredRule {
  // Written by saveRule alone.
  return { ...(JSON.parse(body) as Rule), id, version };
}
