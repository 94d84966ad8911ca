import { type CallOptions, createClient } from '@/api/client';
import { asList, type Job, type Listed } from '@/api/jobs';
import { requestJson } from '@/api/request';
import { asRecord } from '@/lib/as-record';

const client = createClient({ baseUrl: '/api' });

/** What somebody did to what is stored; never any content. */
export type AuditEntry = {
  id: number;
  /** Unix seconds. */
  at: number;
  actor: string | null;
  origin: string | null;
  /** A verb such as `job.completed delete`. */
  action: string;
  subject: string | null;
  count: number | null;
  /** Of the rule that it is about, as long as there is one. */
  name: string | null;
  /** What its job applied to. */
  target: Job['target'] | null;
};

/** Lists the audit log, newest first, 50 a page (`GET /api/audit`, for servers with the capability `audit`). */
export async function listAudit(
  after: string | undefined,
  options: CallOptions = {},
): Promise<Listed<AuditEntry>> {
  const query = new URLSearchParams({ limit: '50', ...(after !== undefined && { after }) });
  const call = { method: 'GET', path: '/audit', query, isRepeatable: true } as const;
  return (await requestJson(client, call, options, (value) => asList(value, asEntry))).data;
}

/** Where the whole log is downloaded. */
export const AUDIT_FILE = '/api/audit.csv';

function asEntry(value: unknown): AuditEntry | null {
  const entry = asRecord(value);
  if (typeof entry?.action !== 'string') return null;
  // A server that an update has not restarted yet tells less.
  return { name: null, target: null, ...entry } as AuditEntry;
}
