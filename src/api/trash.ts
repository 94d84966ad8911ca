import type { CallOptions } from '@/api/client';
import { type CompletionSummary, summaryOfRow } from '@/api/completion-summary';
import { listedQuery } from '@/api/listed';
import { askServer } from '@/api/server-endpoint';
import type { TrashedRow } from '#contract/wire/trash';

// This server's deleted completions; for servers with the capability `trash`.

/** A deleted completion that can still be restored. Times in Unix seconds. */
export type TrashedCompletion = CompletionSummary &
  Pick<TrashedRow, 'deleted_at' | 'erased_at' | 'deleted_by'>;

export type DeletedBy = 'rules' | 'people';

export type TrashPage = {
  rows: TrashedCompletion[];
  /** Of all pages. */
  total: number;
  /** Of all that is found, whoever deleted it. */
  found: Record<DeletedBy, number>;
  /** What `after` has to be for the next page; null at the end. */
  next: string | null;
};

/** Lists what was deleted, or of it what `q` finds and rules or people deleted, newest deletion first, 50 a page (`GET /api/trash`). 400 for a cursor that is none. */
export function listTrash(
  { after, q = '', by = null }: { after: string | undefined; q?: string; by?: DeletedBy | null },
  options: CallOptions = {},
): Promise<TrashPage> {
  const query = listedQuery(50, after);
  if (q !== '') query.set('q', q);
  if (by !== null) query.set('by', by);
  return trashPage(query, options);
}

/** Finds a deleted completion (`GET /api/trash?id=…`); null when the trash does not hold it. */
export async function findTrashed(
  id: string,
  options: CallOptions = {},
): Promise<TrashedCompletion | null> {
  return (await trashPage(new URLSearchParams({ id }), options)).rows[0] ?? null;
}

async function trashPage(query: URLSearchParams, options: CallOptions): Promise<TrashPage> {
  const { data, ...rest } = await askServer('GET /api/trash', 'total', { query }, options);
  return { ...rest, rows: data.map((row) => ({ ...row, ...summaryOfRow(row) })) };
}

/** Brings a completion back as it was (`POST /api/trash/{id}/restore`); 404 when the trash does not hold it. */
export async function restoreCompletion(id: string, options: CallOptions = {}): Promise<void> {
  await askServer('POST /api/trash/:id/restore', 'restored', { id }, options);
}

/** Erases a completion beyond recovery (`DELETE /api/trash/{id}`); 404 when the trash does not hold it. */
export async function eraseCompletion(id: string, options: CallOptions = {}): Promise<void> {
  await askServer('DELETE /api/trash/:id', 'erased', { id }, options);
}
