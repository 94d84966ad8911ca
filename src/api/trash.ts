import type { CallOptions } from '@/api/client';
import { createClient } from '@/api/client';
import { asSummary, type CompletionSummary } from '@/api/completion-summary';
import { completionPath } from '@/api/completion-path';
import { request, requestJson } from '@/api/request';
import { asRecord } from '@/lib/as-record';

/** This server's deleted completions; for servers with the capability `trash`. */
const client = createClient({ baseUrl: '/api', completionsPath: '/trash' });

/** A deleted completion that can still be restored. Times in Unix seconds. */
export type TrashedCompletion = CompletionSummary & { deleted_at: number; erased_at: number };

export type TrashPage = {
  rows: TrashedCompletion[];
  total: number;
  /** What `after` has to be for the next page; null at the end. */
  next: string | null;
};

/** Lists what was deleted, newest deletion first, 50 a page (`GET /api/trash`). 400 for a cursor that is none. */
export async function listTrash(
  after: string | undefined,
  options: CallOptions = {},
): Promise<TrashPage> {
  const query = new URLSearchParams({ limit: '50', ...(after !== undefined && { after }) });
  const call = { method: 'GET', path: '/trash', query, isRepeatable: true } as const;
  return (await requestJson(client, call, options, asTrashPage)).data;
}

/** Finds a deleted completion (`GET /api/trash?id=…`); null when the trash does not hold it. */
export async function findTrashed(
  id: string,
  options: CallOptions = {},
): Promise<TrashedCompletion | null> {
  const query = new URLSearchParams({ id });
  const call = { method: 'GET', path: '/trash', query, isRepeatable: true } as const;
  const { data } = await requestJson(client, call, options, asTrashPage);
  return data.rows[0] ?? null;
}

/** Brings a completion back as it was (`POST /api/trash/{id}/restore`); 404 when the trash does not hold it. */
export async function restoreCompletion(id: string, options: CallOptions = {}): Promise<void> {
  const path = `${completionPath(client, id)}/restore`;
  await request(client, { method: 'POST', path, isRepeatable: false }, options, nothing);
}

/** Erases a completion beyond recovery (`DELETE /api/trash/{id}`); 404 when the trash does not hold it. */
export async function eraseCompletion(id: string, options: CallOptions = {}): Promise<void> {
  const path = completionPath(client, id);
  await request(client, { method: 'DELETE', path, isRepeatable: false }, options, nothing);
}

async function nothing(response: Response): Promise<void> {
  await response.arrayBuffer();
}

function asTrashPage(value: unknown): TrashPage | null {
  const page = asRecord(value);
  if (!page || !Array.isArray(page.data) || typeof page.total !== 'number') return null;
  const rows: TrashedCompletion[] = [];
  for (const item of page.data) {
    const row = asSummary(item);
    if (row === null) return null;
    // Served by the same release as this code.
    rows.push(row as TrashedCompletion);
  }
  return { rows, total: page.total, next: typeof page.next === 'string' ? page.next : null };
}
