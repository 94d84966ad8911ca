import { isWithoutList } from '@/api/api-error';
import type { Client } from '@/api/client';
import { clientFor } from '@/api/connection';
import { listCompletions } from '@/api/list-completions';
import { listModels } from '@/api/list-models';
import { formatCount } from '@/lib/format';
import { sleep } from '@/lib/sleep';
import { connectionTo, type DirectConnection } from '@/components/connection-store';

const ONCE = { maxRetries: 0, timeout: 15_000 };

export type Tried = {
  /** How many models it lists; null where it has no list of them. */
  models: number | null;
  /** Whether it lists what it has stored; null when that could not be found out. */
  keeps: boolean | null;
};

/**
 * Asks a server that the browser calls by itself what it has of OpenAI's API. A page's content
 * security policy can forbid such calls, which the browser reports beside an error that looks like a dead network.
 */
export async function tryDirect(direct: DirectConnection): Promise<Tried> {
  let isForbidden = false;
  const notice = () => (isForbidden = true);
  document.addEventListener('securitypolicyviolation', notice);
  try {
    const client = clientFor(connectionTo(direct));
    return await trySource(client);
  } catch (error) {
    // The browser reports the violation a little later than it fails the call.
    await sleep(50);
    if (isForbidden) throw new Error(forbidden, { cause: error });
    throw error;
  } finally {
    document.removeEventListener('securitypolicyviolation', notice);
  }
}

/** What a source has of OpenAI's API. Rejects where it has neither models nor completions to list. */
export async function trySource(client: Client): Promise<Tried> {
  try {
    const models = (await listModels(client, ONCE)).data.length;
    return { models, keeps: await keepsCompletions(client) };
  } catch (error) {
    // Some have no such route, and answer all the same when a model is named.
    if (!isWithoutList(error)) throw error;
    const keeps = await keepsCompletions(client);
    if (keeps !== false) return { models: null, keeps };
    throw new Error(NOTHING_LISTED, { cause: error });
  }
}

/** What a test found, as the rest of a sentence that begins with the name. */
export function triedText({ models, keeps }: Tried): string {
  const listed =
    models === null
      ? 'answers, but has no list of models: type the name of the model where one is asked for'
      : `answers, with ${formatCount(models, 'model')}`;
  if (keeps === true) return `${listed}; it keeps completions.`;
  if (keeps === false) return `${listed}; it keeps no completions, so it is for the playground.`;
  return `${listed}.`;
}

/** Null where it does not say. */
export async function keepsCompletions(client: Client): Promise<boolean | null> {
  try {
    await listCompletions(client, { limit: 1 }, ONCE);
    return true;
  } catch (error) {
    return isWithoutList(error) ? false : null;
  }
}

const NOTHING_LISTED =
  'It answers, but lists neither models nor completions at this address: check the base URL. If it is right, the playground can use it with the name of a model that you type.';
const forbidden =
  'This page may call only the server it came from. Add the provider to that server instead: it then relays the calls and keeps the key.';
