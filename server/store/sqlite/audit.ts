import type { AuditEntry } from '../audit';
import type { SqliteDatabase } from './database';

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
