import { ApiError } from '@/api/api-error';
import type { CallOptions, Client } from '@/api/client';
import { completionPath } from '@/api/completion-path';
import { invalidResponse, parseJson } from '@/api/parse-json';
import { request } from '@/api/request';
import { asRecord } from '@/lib/as-record';

/**
 * Deletes a stored completion (`deleteChatCompletion`) and resolves with whether the server says it is gone;
 * 404 when there was none of that id.
 */
export async function deleteCompletion(
  client: Client,
  id: string,
  options: CallOptions = {},
): Promise<boolean> {
  const call = { method: 'DELETE', path: completionPath(client, id), isRepeatable: true } as const;
  try {
    return await request(client, call, options, readDeleted);
  } catch (error) {
    // An earlier attempt deleted it and its answer was lost.
    if (error instanceof ApiError && error.isNotFound && error.attempts > 1) return true;
    throw error;
  }
}

async function readDeleted(response: Response): Promise<boolean> {
  const text = await response.text();
  // Some servers answer with 204 and nothing.
  if (text === '') return true;
  const body = asRecord(parseJson(text, response.headers));
  if (!body) throw invalidResponse(response.headers);
  return body.deleted !== false;
}
