import type { ImportResult } from '#contract/wire/transfers';
import type { CallOptions } from '@/api/client';
import { askServer } from '@/api/server-endpoint';

/** Of a job that is followed while its file is on its way. */
export function importJobId(): string {
  return `job_${crypto.randomUUID().replaceAll('-', '')}`;
}

/**
 * Brings in a file (`POST /api/import`, for servers with the capability `import`), of lines or of one list: records of
 * this server, `chat.completion` objects or pages of them, outputs of batches, or examples of training files. Resolves
 * once all of it is stored. 409 while another runs.
 */
export function importFile(
  file: Blob,
  { duplicates, job }: { duplicates: 'skip' | 'replace'; job: string },
  options: CallOptions = {},
): Promise<ImportResult> {
  const query = new URLSearchParams({ duplicates, job });
  const headers = { 'content-type': 'application/x-ndjson' };
  // As long as the file takes; the server gives up on one that stands still.
  const patience = { timeout: Infinity, ...options };
  return askServer('POST /api/import', 'failures', { query, file, headers }, patience);
}
