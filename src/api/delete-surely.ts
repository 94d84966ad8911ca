import { ApiError, isWithoutList } from '@/api/api-error';
import type { CallOptions, Client } from '@/api/client';
import { completionPath } from '@/api/completion-path';
import { deleteCompletion } from '@/api/delete-completion';
import { listCompletions } from '@/api/list-completions';
import { request } from '@/api/request';
import { isUnknownId } from '@/api/unknown-id';
import { asRecord } from '@/lib/as-record';
import { sleep } from '@/lib/sleep';

/** Some servers delete a moment after they have said so. In milliseconds. */
const WAITS = [250, 750, 2_000];
/** A second look is worth a wait: without it nobody knows what became of the completion. */
const LOOK = { maxRetries: 4 };

export type DeleteOptions = CallOptions & { isTrusted?: boolean; isOurs?: boolean };

/**
 * Deletes a stored completion and makes sure: gone is what a second look does not find. Resolves with `deleted`, or
 * with `gone` where it was gone before. Rejects with an error of the kind `unsupported` where the server has no such
 * call, and with another one where the completion is still there. With `isTrusted` a proper confirmation is enough, as
 * of a server of which a second look has shown that it means it; `isOurs`: of this server, a 404 is, too.
 */
export async function deleteSurely(
  client: Client,
  id: string,
  { isTrusted = false, isOurs = false, ...options }: DeleteOptions = {},
): Promise<'deleted' | 'gone'> {
  const look = { ...LOOK, signal: options.signal };
  try {
    const isConfirmed = await deleteCompletion(client, id, options);
    if (isConfirmed && (isTrusted || isOurs)) return 'deleted';
    if (await isGone(client, id, look, WAITS)) return 'deleted';
    const said = isConfirmed ? 'says it deleted this, but still has it' : 'did not delete it';
    throw new ApiError({ kind: 'invalid_response', message: `The server ${said}.` });
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    if (isOurs && error.isNotFound) return 'gone';
    if (error.status === 405 || error.status === 501) throw cannotDelete(error);
    const isOdd = error.kind === 'invalid_response' || isOfNothing(error);
    if (!isOdd) throw error;
    if (await isGone(client, id, look, [])) {
      return error.kind === 'invalid_response' ? 'deleted' : 'gone';
    }
    throw isOfNothing(error) ? cannotDelete(error) : error;
  }
}

/** Refusals that a missing completion has in common with a missing route. */
function isOfNothing({ status, isNotFound }: ApiError): boolean {
  return isNotFound || status === 400 || status === 422;
}

function cannotDelete({ status, body, headers, code }: ApiError): ApiError {
  const message = `This server cannot delete completions: DELETE answered ${status}.`;
  return new ApiError({ kind: 'unsupported', message, status, body, headers, code });
}

/** Looks for it, again after each of the waits while it is still there. */
async function isGone(
  client: Client,
  id: string,
  options: CallOptions,
  waits: readonly number[],
): Promise<boolean> {
  for (const wait of [0, ...waits]) {
    await sleep(wait, options.signal);
    if (!(await isThere(client, id, options))) return true;
  }
  return false;
}

async function isThere(client: Client, id: string, options: CallOptions): Promise<boolean> {
  try {
    // Some go on showing what they have deleted, with a mark.
    if (asRecord(await read(client, id, options))?.deleted !== true) return true;
  } catch (error) {
    if (!(await isUnknownId(client, id, error, options))) throw error;
  }
  // Of a server that has no way to a single completion, not finding one means nothing.
  if (await canRead(client, options)) return false;
  const message =
    'This server cannot show a single completion, so nobody knows whether this one was deleted.';
  throw new ApiError({ kind: 'invalid_response', message });
}

const readable = new Map<string, Promise<boolean>>();

/** Whether a listed completion can be read by its id; asked once of each server, until it is so. */
async function canRead(client: Client, options: CallOptions): Promise<boolean> {
  const asking = readable.get(client.baseUrl) ?? readsListed(client, options);
  readable.set(client.baseUrl, asking);
  try {
    const isSo = await asking;
    if (!isSo) readable.delete(client.baseUrl);
    return isSo;
  } catch (error) {
    readable.delete(client.baseUrl);
    throw error;
  }
}

/** True also where nothing is listed that it could be tried with. */
async function readsListed(client: Client, options: CallOptions): Promise<boolean> {
  try {
    const { data } = await listCompletions(client, { limit: 1, order: 'desc' }, options);
    const [row] = data.data;
    if (!row) return true;
    try {
      await read(client, row.id, options);
      return true;
    } catch (error) {
      if (error instanceof ApiError && error.status !== null && error.status < 500) return false;
      throw error;
    }
  } catch (error) {
    if (isWithoutList(error)) return true;
    throw error;
  }
}

/** Whatever the answer holds, it is there; null where that is no JSON. */
async function read(client: Client, id: string, options: CallOptions): Promise<unknown> {
  const call = { method: 'GET', path: completionPath(client, id), isRepeatable: true } as const;
  const text = await request(client, call, options, (response) => response.text());
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
