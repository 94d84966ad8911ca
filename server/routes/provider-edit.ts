import type * as z from 'zod/mini';
import type { providerChange, providerRequest } from '#contract/wire/providers';
import type { EntryEdit } from '../providers/edit-providers';
import type { Provider } from '../providers/provider';

type Change = z.output<typeof providerChange>;

/** What a new provider's entry of the file says. */
export function newEntry(
  { apiKey, stored, forwardStore }: Omit<z.output<typeof providerRequest>, 'name'>,
  baseUrl: string,
): EntryEdit {
  return {
    baseURL: JSON.stringify(baseUrl),
    ...keyEdit(apiKey ?? ''),
    ...flag('stored', stored),
    ...flag('forwardStore', forwardStore),
  };
}

/** What a change does to an entry, and what the audit log calls it. */
export function changedEntry(
  before: Provider,
  { baseUrl, apiKey, stored, forwardStore }: Change & { baseUrl: string },
): { step: 'address' | 'key' | 'update'; edit: EntryEdit } {
  const isMoved = baseUrl !== before.baseUrl;
  const isRekeyed = apiKey !== undefined;
  const options = { ...flag('stored', stored), ...flag('forwardStore', forwardStore) };
  // What else is secret went to the former address too.
  const moved = isMoved ? { baseURL: JSON.stringify(baseUrl), ...NO_SECRETS } : {};
  const keyed = isMoved || isRekeyed ? keyEdit(apiKey ?? '') : {};
  return {
    step: isMoved ? 'address' : isRekeyed ? 'key' : 'update',
    edit: { ...moved, ...keyed, ...options },
  };
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
