import type { BodyOf } from '#contract/wire/endpoints';
import type { ProviderEntry, ProviderList, ProviderTest } from '#contract/wire/providers';
import type { CallOptions } from '@/api/client';
import { askServer } from '@/api/server-endpoint';

export type NewProvider = BodyOf<'POST /api/providers'>;
export type ProviderChange = BodyOf<'POST /api/providers/:name'>;
export type TestedProvider = BodyOf<'POST /api/provider-test'>;

/** Where prompts go (`GET /api/providers`, for servers with the capability `providers`). */
export function listProviders(options: CallOptions = {}): Promise<ProviderList> {
  return askServer('GET /api/providers', 'version', {}, options);
}

/** `version` of the list; 412 when the providers file has changed since. */
export function createProvider(body: NewProvider, version: string): Promise<ProviderEntry> {
  return askServer('POST /api/providers', 'name', { body, headers: ifMatch(version) });
}

/** Changes what is said, and leaves the rest. Another address drops the key. */
export function updateProvider(
  name: string,
  change: ProviderChange,
  version: string,
): Promise<ProviderEntry> {
  const said = { name, body: change, headers: ifMatch(version) };
  return askServer('POST /api/providers/:name', 'address', said);
}

export async function deleteProvider(name: string, version: string): Promise<void> {
  await askServer('DELETE /api/providers/:name', 'deleted', { name, headers: ifMatch(version) });
}

/** Asks it for its models; what goes wrong there is a part of the result. */
export function testProvider(
  body: TestedProvider,
  options: CallOptions = {},
): Promise<ProviderTest> {
  return askServer('POST /api/provider-test', 'ms', { body }, options);
}

/** Uses what somebody wrote into the providers file by hand. */
export function readProvidersFile(): Promise<ProviderList> {
  return askServer('POST /api/providers-file/read', 'version', {});
}

function ifMatch(version: string): Record<string, string> {
  return { 'if-match': `"${version}"` };
}
