import { lookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { type AddressKind, addressKind } from './address-kinds';
import type { Provider } from './provider';

/** What a name may not lead to. The message may be shown. */
export class AddressRefused extends Error {}

/**
 * Resolves a host name for one connection and refuses it when any of its addresses is of a kind that is not allowed. The
 * connection goes to the addresses that were looked at: a name that changes its mind in between gains nothing.
 */
export function guardedLookup(
  refused: readonly AddressKind[],
  resolve: typeof lookup = lookup,
): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, '', 0);
      const bad = addresses.find(({ address }) => refused.includes(addressKind(address)));
      const [first] = addresses;
      if (bad) callback(new AddressRefused(REASONS[addressKind(bad.address)]), '', 0);
      else if (options.all === true) callback(null, addresses);
      else callback(null, first?.address ?? '', first?.family ?? 0);
    });
  };
}

const REASONS: Record<AddressKind, string> = {
  metadata: 'its name leads to a link-local address or a metadata service, which is never called',
  loopback: 'its name leads to this machine itself',
  private: 'its name leads into a private network',
  public: 'its name leads elsewhere',
};

/** For calls of a provider whose address the operator wrote. */
const lookupProvider = guardedLookup(['metadata']);
/** For what was typed in a browser, where this server is not somebody's own machine. */
const lookupPublic = guardedLookup(['metadata', 'loopback', 'private']);

/** For every call of a provider by its name. */
export function lookupOf({ isPublicOnly }: Pick<Provider, 'isPublicOnly'>): LookupFunction {
  return isPublicOnly ? lookupPublic : lookupProvider;
}
