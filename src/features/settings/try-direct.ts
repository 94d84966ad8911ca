import { clientFor } from '@/api/connection';
import { listModels } from '@/api/list-models';
import { sleep } from '@/lib/sleep';
import { connectionTo, type DirectConnection } from '@/components/connection-store';

/**
 * Lists the models of a server that the browser calls by itself; resolves with their number. A page's content
 * security policy can forbid such calls, which the browser reports beside an error that looks like a dead network.
 */
export async function tryDirect(direct: DirectConnection): Promise<number> {
  let isForbidden = false;
  const notice = () => (isForbidden = true);
  document.addEventListener('securitypolicyviolation', notice);
  try {
    const client = clientFor(connectionTo(direct));
    return (await listModels(client, { maxRetries: 0, timeout: 15_000 })).data.length;
  } catch (error) {
    // The browser reports the violation a little later than it fails the call.
    await sleep(50);
    if (isForbidden) throw new Error(forbidden, { cause: error });
    throw error;
  } finally {
    document.removeEventListener('securitypolicyviolation', notice);
  }
}

const forbidden =
  'This page may call only the server it came from. Add the provider to that server instead: it then relays the calls and keeps the key.';
