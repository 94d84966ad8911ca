import { type Client, createClient } from '@/api/client';

/** A place whose completions the dashboard shows: this server, a provider behind it, or a server elsewhere. */
export type Connection = {
  id: string;
  /** Relative for this server: `/v1`, `/api/providers/<name>/v1`; absolute for another. */
  baseUrl: string;
  /** Only for a server elsewhere: this server keeps its providers' keys to itself. */
  apiKey?: string | undefined;
  label: string;
};

/** What this server itself keeps. */
export const LOCAL_CONNECTION: Connection = { id: 'local', baseUrl: '/v1', label: 'This server' };

/** The completions that a provider of this server keeps, relayed by it. */
export function providerConnection(name: string): Connection {
  return {
    id: `provider:${name}`,
    baseUrl: `/api/providers/${encodeURIComponent(name)}/v1`,
    label: name,
  };
}

/** Whether calls go through the server that the dashboard came from. */
export function isSameOrigin({ baseUrl }: Connection): boolean {
  return baseUrl.startsWith('/') && !baseUrl.startsWith('//');
}

/**
 * This server's own way to its completions. It reaches incomplete ones too, and says what only this server knows;
 * for servers with the capability `completions.detail`.
 */
export const COMPLETION_CLIENT = createClient({ baseUrl: '/api', completionsPath: '/completions' });

export function clientFor({ baseUrl, apiKey }: Connection): Client {
  return createClient({ baseUrl, apiKey });
}
