import type { AuditEntry } from '#contract/wire/audit';
import type { CallOptions } from '@/api/client';
import { type Listed, listed, listedQuery } from '@/api/listed';
import { askServer } from '@/api/server-endpoint';

/** Lists the audit log, or of it what `q` finds, newest first, 50 a page (`GET /api/audit`, for servers with the capability `audit`). */
export async function listAudit(
  { after, q = '' }: { after: string | undefined; q?: string },
  options: CallOptions = {},
): Promise<Listed<AuditEntry>> {
  const query = listedQuery(50, after);
  if (q !== '') query.set('q', q);
  return listed(await askServer('GET /api/audit', 'data', { query }, options));
}

/** Where the whole log is downloaded. */
export const AUDIT_FILE = '/api/audit.csv';
