import type { ServerInfo } from '#contract/wire/server';
import { ApiError } from '@/api/api-error';
import type { CallOptions } from '@/api/client';
import { askServer } from '@/api/server-endpoint';
import { asRecord } from '@/lib/as-record';

/** What the server that the dashboard came from can do; null when it is not Chatkeep's own. */
export async function retrieveServer(options: CallOptions = {}): Promise<ServerInfo | null> {
  try {
    const server = await askServer('GET /api/server', 'version', {}, options);
    return isOurs(server) ? server : null;
  } catch (error) {
    // A static host answers with 404, or with its start page for every path.
    const isOther = error instanceof ApiError && (error.isNotFound || isNoApi(error));
    if (isOther) return null;
    throw error;
  }
}

function isNoApi(error: ApiError): boolean {
  return error.kind === 'invalid_response';
}

/** Other servers may have a version, too. */
function isOurs({ version, capabilities, providers, limits }: ServerInfo): boolean {
  const hasLists = Array.isArray(capabilities) && Array.isArray(providers);
  return typeof version === 'string' && hasLists && asRecord(limits) !== null;
}
