import type { AuditEntry } from '../audit';
import type { SqliteDatabase } from './database';

export const auditReads = { auditEntries };
export const auditWrites = { audit };

export function audit(
  database: SqliteDatabase,
  { actor, origin, action, subject, count }: Omit<AuditEntry, 'k' | 'at'>,
): void {
  database.run(
    `INSERT INTO audit (at, actor, origin, action, subject, count) VALUES (unixepoch(), ?, ?, ?, ?, ?)`,
    [actor, origin, action, subject, count],
  );
}

function auditEntries(
  database: SqliteDatabase,
  { limit, before }: { limit: number; before?: number | undefined },
): AuditEntry[] {
  return database.all<AuditEntry>(
    `SELECT k, at, actor, origin, action, subject, count FROM audit
      ${before === undefined ? '' : 'WHERE k < ?'} ORDER BY k DESC LIMIT ${limit}`,
    before === undefined ? [] : [before],
  );
}
