import type { AuditEntry } from '../audit';
import type { Rows } from './rows';

export function auditEntries(
  database: Rows,
  { limit, before }: { limit: number; before?: number | undefined },
): Promise<AuditEntry[]> {
  return database.rows<AuditEntry>(
    `SELECT k, at, actor, origin, action, subject, count FROM chatkeep.audit
      ${before === undefined ? '' : 'WHERE k < $1'} ORDER BY k DESC LIMIT ${limit}`,
    before === undefined ? [] : [before],
  );
}
