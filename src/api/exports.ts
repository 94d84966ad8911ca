import type { Job } from '#contract/wire/jobs';
import type { ExportRequest } from '#contract/wire/transfers';
import type { CallOptions } from '@/api/client';
import type { TableParams } from '@/api/list-table';
import { askServer } from '@/api/server-endpoint';
import { ownPath } from '@/lib/own-address';

/** `jsonl`: whole records, which can be imported again; `chat`: lines of a fine-tuning file. */
export type ExportFormat =
  { format: 'jsonl' } | { format: 'csv'; columns: string[] } | { format: 'chat'; choice: number };

/** In which order a file holds what it holds. */
export type ExportOrder = Pick<TableParams, 'sort' | 'order'>;

/**
 * Says what a file is to hold (`POST /api/exports`, for servers with the capability `export`). The file itself is
 * downloaded once, from {@link exportPath}, by the browser: no page ever holds it. Without `sorting`: oldest first.
 */
export function createExport(
  target: ExportRequest['target'],
  format: ExportFormat,
  sorting?: ExportOrder,
  options: CallOptions = {},
): Promise<Job> {
  const body = { target, ...format, ...sorting };
  return askServer('POST /api/exports', 'counts', { body }, options);
}

export function exportPath({ id }: Job): string {
  return ownPath(`/api/exports/${encodeURIComponent(id)}`);
}
