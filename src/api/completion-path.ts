import { ApiError } from '@/api/api-error';
import type { Client } from '@/api/client';

/**
 * The path of one completion, its id encoded whatever it holds. An empty id or a dot segment has no path of its own:
 * it would name the list or its parent, so it counts as not found.
 */
export function completionPath({ completionsPath }: Client, id: string): string {
  if (id === '' || id === '.' || id === '..') {
    const message = `No chat completion found with id '${id}'.`;
    throw new ApiError({ kind: 'invalid_request', status: 404, code: 'not_found', message });
  }
  return `${completionsPath}/${encodedId(id)}`;
}

/** `encodeURIComponent` throws on a lone surrogate, which no id of any server holds. */
export function encodedId(id: string): string {
  return encodeURIComponent(id.replace(/\p{Surrogate}/gu, '\uFFFD'));
}
