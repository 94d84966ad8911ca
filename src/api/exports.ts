import { type CallOptions, createClient } from '@/api/client';
import { asJob, type Job, type JobTarget } from '@/api/jobs';
import { requestJson } from '@/api/request';

const client = createClient({ baseUrl: '/api' });

/** `jsonl`: whole records, which can be imported again; `chat`: lines of a fine-tuning file. */
export type ExportFormat =
  { format: 'jsonl' } | { format: 'csv'; columns: string[] } | { format: 'chat'; choice: number };

/**
 * Says what a file is to hold (`POST /api/exports`, for servers with the capability `export`). The file itself is
 * downloaded once, from {@link exportPath}, by the browser: no page ever holds it.
 */
export async function createExport(
  target: JobTarget,
  format: ExportFormat,
  options: CallOptions = {},
): Promise<Job> {
  const body = { target, ...format };
  const call = { method: 'POST', path: '/exports', body, isRepeatable: false } as const;
  return (await requestJson(client, call, options, asJob)).data;
}

export function exportPath({ id }: Job): string {
  return `/api/exports/${encodeURIComponent(id)}`;
}
