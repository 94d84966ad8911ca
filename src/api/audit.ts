import type { AuditCount, AuditEntry } from '#contract/wire/audit';
import type { CallOptions } from '@/api/client';
import { type Listed, listed, listedQuery } from '@/api/listed';
import { askServer } from '@/api/server-endpoint';

/** Lists the audit log, or of it what `q` finds and `filter` (a query string) lets through, newest first, 50 a page (`GET /api/audit`, for servers with the capability `audit`). */
export async function listAudit(
  { after, q = '', filter = '' }: { after: string | undefined; q?: string; filter?: string },
  options: CallOptions = {},
): Promise<Listed<AuditEntry>> {
  const query = listedQuery(50, after);
  for (const [name, value] of new URLSearchParams(filter)) query.append(name, value);
  if (q !== '') query.set('q', q);
  return listed(await askServer('GET /api/audit', 'data', { query }, options));
}

/** How many lines each has left on each topic, in a stretch of time (`GET /api/audit/counts`). */
export async function countAudit(range: string, options: CallOptions = {}): Promise<AuditCount[]> {
  const query = new URLSearchParams(range);
  return (await askServer('GET /api/audit/counts', 'data', { query }, options)).data;
}

/** Where the whole log is downloaded. */
export const AUDIT_FILE = '/api/audit.csv';
