import type { TestApp } from './start-app';

/** The lines of the audit log about `action`, the last first. */
export async function auditOf({ store }: TestApp, action: string) {
  const lines = await store.auditEntries({ limit: 100 });
  return lines.filter((line) => line.action === action);
}
