import type { View, ViewFields } from '#contract/wire/views';
import type { CallOptions } from '@/api/client';
import { askServer } from '@/api/server-endpoint';

/** Lists the views that everybody shares (`GET /api/views`, for servers with the capability `views`). */
export async function listViews(options: CallOptions = {}): Promise<View[]> {
  return (await askServer('GET /api/views', 'data', {}, options)).data;
}

/** 409 `name_taken` when there is one of this name. */
export function createView(
  fields: Omit<ViewFields, 'position'> & Partial<ViewFields>,
  options: CallOptions = {},
): Promise<View> {
  const { name, query, columns, position } = fields;
  const body = { name, query, columns, ...(position !== undefined && { position }) };
  return askServer('POST /api/views', 'version', { body }, options);
}

/** Changes what is said, and leaves the rest; 412 when somebody else has changed it since. */
export function updateView(
  { id, version }: Pick<View, 'id' | 'version'>,
  change: Partial<ViewFields>,
  options: CallOptions = {},
): Promise<View> {
  const headers = { 'if-match': `"${version}"` };
  return askServer('POST /api/views/:id', 'version', { id, body: change, headers }, options);
}

export async function deleteView(id: string, options: CallOptions = {}): Promise<void> {
  await askServer('DELETE /api/views/:id', 'deleted', { id }, options);
}
