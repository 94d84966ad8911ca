import { type CallOptions, createClient } from '@/api/client';
import { requestJson } from '@/api/request';
import { asRecord } from '@/lib/as-record';

const client = createClient({ baseUrl: '/api' });

export type ImportResult = {
  counts: { done: number; changed: number; skipped: number; failed: number };
  /**
   * The first hundred lines that could not be read; the job lists all of them. With a `last` line where every line of
   * the file is wrong in the same way. Of a file that is one list, lines are its items.
   */
  failures: { line: number; reason: string; last?: number }[];
};

/** Of a job that is followed while its file is on its way. */
export function importJobId(): string {
  return `job_${crypto.randomUUID().replaceAll('-', '')}`;
}

/**
 * Brings in a file (`POST /api/import`, for servers with the capability `import`), of lines or of one list: records of
 * this server, `chat.completion` objects or pages of them, outputs of batches, or examples of training files. Resolves
 * once all of it is stored. 409 while another runs.
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
