import { type CallOptions, createClient } from '@/api/client';
import { requestJson } from '@/api/request';
import { asRecord } from '@/lib/as-record';

const client = createClient({ baseUrl: '/api' });

export type ImportResult = {
  counts: { done: number; changed: number; skipped: number; failed: number };
  /** The first hundred lines that could not be read; the job lists all of them. */
  failures: { line: number; reason: string }[];
};

/** Of a job that is followed while its file is on its way. */
export function importJobId(): string {
  return `job_${crypto.randomUUID().replaceAll('-', '')}`;
}

/**
 * Brings in a file of lines (`POST /api/import`, for servers with the capability `import`): records of this server, bare
 * `chat.completion` objects or lines of fine-tuning files. Resolves once all of it is stored. 409 while another runs.
 */
export async function importFile(
  file: Blob,
  { duplicates, job }: { duplicates: 'skip' | 'replace'; job: string },
  options: CallOptions = {},
): Promise<ImportResult> {
  const query = new URLSearchParams({ duplicates, job });
  const headers = { 'content-type': 'application/x-ndjson' };
  const call = { method: 'POST', path: '/import', query, file, headers } as const;
  // As long as the file takes; the server gives up on one that stands still.
  const patience = { timeout: Infinity, ...options };
  return (await requestJson(client, { ...call, isRepeatable: false }, patience, asResult)).data;
}

function asResult(value: unknown): ImportResult | null {
  const result = asRecord(value);
  // Served by the same release as this code.
  return asRecord(result?.counts) && Array.isArray(result?.failures)
    ? (result as ImportResult)
    : null;
}
