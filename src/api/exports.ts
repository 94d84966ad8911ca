import { type CallOptions, createClient } from '@/api/client';
import type { JobTarget } from '#contract/jobs/target';
import { asJob, type Job } from '@/api/jobs';
import { requestJson } from '@/api/request';
import type { TableParams } from '@/api/list-table';

const client = createClient({ baseUrl: '/api' });

/** `jsonl`: whole records, which can be imported again; `chat`: lines of a fine-tuning file. */
export type ExportFormat =
  { format: 'jsonl' } | { format: 'csv'; columns: string[] } | { format: 'chat'; choice: number };

/** In which order a file holds what it holds. */
export type ExportOrder = Pick<TableParams, 'sort' | 'order'>;

/**
 * Says what a file is to hold (`POST /api/exports`, for servers with the capability `export`). The file itself is
 * downloaded once, from {@link exportPath}, by the browser: no page ever holds it. Without `sorting`: oldest first.
 */
export async function createExport(
  target: JobTarget,
  format: ExportFormat,
  sorting?: ExportOrder,
  options: CallOptions = {},
): Promise<Job> {
  const body = { target, ...format, ...sorting };
  const call = { method: 'POST', path: '/exports', body, isRepeatable: false } as const;
  return (await requestJson(client, call, options, asJob)).data;
}

export function exportPath({ id }: Job): string {
  return `/api/exports/${encodeURIComponent(id)}`;
}
