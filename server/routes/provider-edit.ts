import type * as z from 'zod/mini';
import type { providerChange, providerRequest } from '#contract/wire/providers';
import type { Config } from '../config';
import type { EntryEdit } from '../providers/edit-providers';
import type { Provider } from '../providers/provider';

type Change = z.output<typeof providerChange>;

/** What a new provider's entry of the file says. */
export function newEntry(
  { baseUrl, apiKey, stored, forwardStore }: Omit<z.output<typeof providerRequest>, 'name'>,
  config: Reach,
): EntryEdit {
  return {
    ...addressEdit(baseUrl, config),
    ...keyEdit(apiKey ?? ''),
    ...flag('stored', stored),
    ...flag('forwardStore', forwardStore),
  };
}

/** What a change does to an entry, and what the audit log calls it. */
export function changedEntry(
  before: Provider,
  { baseUrl, apiKey, stored, forwardStore }: Change & { baseUrl: string },
  config: Reach,
): { step: 'address' | 'key' | 'update'; edit: EntryEdit } {
  const isMoved = baseUrl !== before.baseUrl;
  const isRekeyed = apiKey !== undefined;
  const options = { ...flag('stored', stored), ...flag('forwardStore', forwardStore) };
  // What else is secret went to the former address too.
  const moved = isMoved ? { ...addressEdit(baseUrl, config), ...NO_SECRETS } : {};
  const keyed = isMoved || isRekeyed ? keyEdit(apiKey ?? '') : {};
  return {
    step: isMoved ? 'address' : isRekeyed ? 'key' : 'update',
    edit: { ...moved, ...keyed, ...options },
  };
}

type Reach = Pick<Config, 'isLocal'>;

/** An address that was typed from afar never leads into our own network, wherever its name leads later. */
function addressEdit(baseUrl: string, { isLocal }: Reach): EntryEdit {
  return { baseURL: JSON.stringify(baseUrl), publicOnly: isLocal ? null : 'true' };
}

const NO_SECRETS: EntryEdit = { headers: null, query: null, organization: null, project: null };

/** A key that is typed goes where it was typed for; one of the environment was never meant for that. */
function keyEdit(apiKey: string): EntryEdit {
  return apiKey === ''
    ? { apiKey: null, keyFromEnvironment: 'false' }
    : { apiKey: JSON.stringify(apiKey), keyFromEnvironment: null };
}

function flag(name: 'stored' | 'forwardStore', value: boolean | undefined): EntryEdit {
  return value === undefined ? {} : { [name]: String(value) };
}
