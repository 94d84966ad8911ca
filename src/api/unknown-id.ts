import { ApiError } from '@/api/api-error';
import type { CallOptions, Client } from '@/api/client';
import { completionPath } from '@/api/completion-path';
import { requestJson } from '@/api/request';

/** An id that no server has ever given. */
export function neverWas(): string {
  return `${NEVER}${crypto.randomUUID().replaceAll('-', '')}`;
}

const NEVER = 'chatcmpl-never-';

/**
 * What an answer says, with the id, the method and the address taken out of it: two refusals of one kind say the same,
 * whichever completion and call they are about. Null for what teaches nothing: no answer, no right, or a server in
 * trouble.
 */
export function kindOfRefusal(error: unknown, id: string): string | null {
  if (!(error instanceof ApiError) || error.status === null) return null;
  const { status, message, body } = error;
  if ([401, 403, 408, 425, 429].includes(status) || status >= 500) return null;
  const isJson = typeof body === 'object' && body !== null;
  const form = isJson ? Object.keys(body).toSorted().join(' ') : typeof body;
  const words = message
    .replaceAll(id, '')
    .replaceAll(new RegExp(`${NEVER}\\w*`, 'g'), '')
    .replaceAll(/\b(GET|POST|DELETE|PUT|PATCH)\b/g, '')
    .replaceAll(/(https?:\/\/\S+|\/[\w.~%/-]*)/g, '');
  return JSON.stringify([status, form, words.replaceAll(/\s+/g, ' ').trim()]);
}

/** Asks for a completion that never was; what comes is how this server says that it has none of an id. */
export async function refusalOfUnknown(
  client: Client,
  options: CallOptions = {},
): Promise<string | null> {
  const id = neverWas();
  const call = { method: 'GET', path: completionPath(client, id), isRepeatable: true } as const;
  try {
    await requestJson(client, call, options, (value) => value ?? null);
    return null;
  } catch (error) {
    return kindOfRefusal(error, id);
  }
}

/** Whether a refused call for a completion says that there is none of its id; not every server has 404 for that. */
export async function isUnknownId(
  client: Client,
  id: string,
  error: unknown,
  options: CallOptions = {},
): Promise<boolean> {
  if (!(error instanceof ApiError)) return false;
  if (error.isNotFound) return true;
  if (error.status !== 400 && error.status !== 422) return false;
  const kind = kindOfRefusal(error, id);
  return kind !== null && kind === (await refusalOfUnknown(client, options));
}
