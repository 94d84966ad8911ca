import type { AuditEntry } from '../audit';
import type { Transactions } from './database';

export async function audit(
  database: Transactions,
  { actor, origin, action, subject, count }: Omit<AuditEntry, 'k' | 'at'>,
): Promise<void> {
  await database.run(
    `INSERT INTO chatkeep.audit (at, actor, origin, action, subject, count)
      VALUES (CAST(extract(epoch FROM now()) AS BIGINT), $1, $2, $3, $4, $5)`,
    [actor, origin, action, subject, count],
  );
}
