import { ApiError } from '@/api/api-error';
import { type CallOptions, createClient } from '@/api/client';
import { requestJson } from '@/api/request';
import { asRecord } from '@/lib/as-record';

export type ProviderInfo = {
  name: string;
  hasKey: boolean;
  /** At most the last four characters. */
  keyHint: string | null;
  source: 'env' | 'file' | 'found' | 'demo';
  /** Whether it keeps completions itself, which this server can then relay. */
  stored: boolean;
  baseHost: string;
  /** Whether plain model names go to it. */
  default: boolean;
};

export type ServerInfo = {
  version: string;
  capabilities: string[];
  providers: ProviderInfo[];
  limits: {
    bodyBytes: number;
    metadataPairs: number;
    metadataKey: number;
    metadataValue: number;
    pageSize: number;
    /** How long a deleted completion can be restored; 0: it cannot. */
    trashDays: number;
  };
  database: 'sqlite' | 'postgres';
  /** Files that still hold what is erased, until they are removed (Unix seconds): copies that an upgrade left. */
  copies?: { name: string; removed_at: number }[];
  /** Which exchanges it keeps: those that ask for it, or all but those that say no. */
  store: 'asked' | 'always';
};

/** What the server that the dashboard came from can do; null when it is not Chatkeep's own. */
export async function retrieveServer(options: CallOptions = {}): Promise<ServerInfo | null> {
  const client = createClient({ baseUrl: '/api' });
  const call = { method: 'GET', path: '/server', isRepeatable: true } as const;
  try {
    return (await requestJson(client, call, options, asServerInfo)).data;
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

function asServerInfo(value: unknown): ServerInfo | null {
  const server = asRecord(value);
  if (!server || typeof server.version !== 'string') return null;
  if (!Array.isArray(server.capabilities) || !Array.isArray(server.providers)) return null;
  if (!asRecord(server.limits)) return null;
  // One release serves both sides: these members tell it from another server, the rest comes with them.
  return server as ServerInfo;
}
