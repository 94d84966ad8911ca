import { isIP, type LookupFunction } from 'node:net';
import { promisify } from 'node:util';
import { invalidValue } from '../http/errors';
import type { AppParts } from '../parts';
import { bareHost } from '../providers/base-url';
import { AddressRefused, lookupOf } from '../providers/guarded-lookup';
import { plainProvider, type Provider } from '../providers/provider';
import { proxyFor } from '../providers/proxy';
import { readTypedAddress } from '../providers/typed-address';

type Parts = Pick<AppParts, 'config' | 'environment'>;

/**
 * The base URL that a request may save or test. Fails with 400 for one that is refused, by how it is written or by where
 * its name leads. A name that nobody knows may be one of a machine that is off.
 */
export async function calledAt(parts: Parts, typed: string): Promise<string> {
  const read = readTypedAddress(typed, parts.config.isLocal);
  if ('problem' in read) throw invalidValue('baseUrl', `Invalid 'baseUrl': ${read.problem}`);
  await resolved(read.baseUrl, lookupOf({ isPublicOnly: !parts.config.isLocal }));
  return read.baseUrl;
}

async function resolved(baseUrl: string, lookup: LookupFunction): Promise<void> {
  const host = bareHost(new URL(baseUrl).hostname);
  if (isIP(host) !== 0) return;
  try {
    await promisify(lookup)(host, { all: true });
  } catch (error) {
    if (error instanceof AddressRefused)
      throw invalidValue('baseUrl', `Invalid 'baseUrl': ${error.message}.`);
  }
}

/** The provider that a test asks. Its own key goes to its own address alone. */
export async function testedProvider(
  parts: Parts,
  known: Provider | null,
  { baseUrl: typed, apiKey }: { baseUrl?: string | undefined; apiKey?: string | undefined },
): Promise<Provider> {
  if (typed === undefined && known !== null && apiKey === undefined) return known;
  const baseUrl = typed === undefined ? known?.baseUrl : await calledAt(parts, typed);
  const address = baseUrl ?? '';
  const isSame = known?.baseUrl === address;
  return {
    ...(isSame ? known : plainProvider(known?.name ?? 'it', address, 'file')),
    isPublicOnly: typed === undefined ? (known?.isPublicOnly ?? false) : !parts.config.isLocal,
    apiKey: (apiKey ?? (isSame ? known.apiKey : null)) || null,
    proxy: proxyFor(address, parts.environment),
  };
}
