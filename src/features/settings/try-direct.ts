import { isWithoutList } from '@/api/api-error';
import type { Client } from '@/api/client';
import { clientFor } from '@/api/connection';
import { listCompletions } from '@/api/list-completions';
import { listModels } from '@/api/list-models';
import { sleep } from '@/lib/sleep';
import { connectionTo, type DirectConnection } from '@/components/connection-store';

const ONCE = { maxRetries: 0, timeout: 15_000 };

export type Tried = {
  models: number;
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
    const models = (await listModels(client, ONCE)).data.length;
    return { models, keeps: await keepsCompletions(client) };
  } catch (error) {
    // The browser reports the violation a little later than it fails the call.
    await sleep(50);
    if (isForbidden) throw new Error(forbidden, { cause: error });
    throw error;
  } finally {
    document.removeEventListener('securitypolicyviolation', notice);
  }
}

async function keepsCompletions(client: Client): Promise<boolean | null> {
  try {
    await listCompletions(client, { limit: 1 }, ONCE);
    return true;
  } catch (error) {
    return isWithoutList(error) ? false : null;
  }
}

const forbidden =
  'This page may call only the server it came from. Add the provider to that server instead: it then relays the calls and keeps the key.';
