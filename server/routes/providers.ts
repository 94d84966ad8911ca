import type { FastifyInstance, FastifyRequest } from 'fastify';
import {
  providerChange,
  type ProviderEntry,
  type ProviderList,
  providerRequest,
  testRequest,
} from '#contract/wire/providers';
import { whoOf } from '../http/acting';
import { ApiFailure, missingParameter } from '../http/errors';
import { readTags } from '../http/if-match';
import { readRequest } from '../http/read-request';
import { bodyOf } from '../http/receive';
import type { AppParts } from '../parts';
import { shownUrl } from '../providers/base-url';
import { changeProvider, isChangedByHand, readAgain } from '../providers/held-file';
import { keyHint, type Provider } from '../providers/provider';
import { testProvider } from '../providers/test-provider';
import { changedEntry, newEntry } from './provider-edit';
import { calledAt, testedProvider } from './provider-address';

type ByName = { Params: { name: string } };

/** Where prompts go, as Settings shows and changes it. A key goes in and never comes out. */
export function providerRoutes(app: FastifyInstance, parts: AppParts): void {
  const { store, registry, config } = parts;
  /** The line that says who did what to which provider; never a key or an address. */
  const telling = (request: FastifyRequest, step: string, name: string | null) => () =>
    store.audit({ ...whoOf(parts, request), action: `provider.${step}`, subject: name, count: 1 });

  app.get('/api/providers', async () => listProviders(parts));
  app.post('/api/providers', async (request, reply) => {
    const version = editedVersion(request);
    const asked = readRequest(providerRequest, bodyOf(request).value);
    const { name } = asked;
    const taken = (await registry.providers()).find((each) => each.name === name);
    if (taken && taken.source !== 'found') throw nameTaken(name);
    const edit = newEntry({ ...asked, baseUrl: await calledAt(parts, asked.baseUrl) }, config);
    await changeProvider(parts, { version, name, edit }, telling(request, 'create', name));
    return reply.status(201).send(await entryOf(parts, name));
  });
  app.post<ByName>('/api/providers/:name', async (request) => {
    const version = editedVersion(request);
    const before = await editableProvider(request.params.name);
    const { name } = before;
    const asked = readRequest(providerChange, bodyOf(request).value);
    const baseUrl =
      asked.baseUrl === undefined ? before.baseUrl : await calledAt(parts, asked.baseUrl);
    const { step, edit } = changedEntry(before, { ...asked, baseUrl }, config);
    await changeProvider(parts, { version, name, edit }, telling(request, step, name));
    return entryOf(parts, name);
  });
  app.delete<ByName>('/api/providers/:name', async (request) => {
    const version = editedVersion(request);
    const { name } = await editableProvider(request.params.name);
    await changeProvider(parts, { version, name, edit: null }, telling(request, 'delete', name));
    return { id: name, deleted: true };
  });
  app.post('/api/providers-file/read', async (request) => {
    refuseUneditable();
    await readAgain(parts, telling(request, 'read', null));
    return listProviders(parts);
  });
  app.post('/api/provider-test', async (request) => {
    const asked = readRequest(testRequest, bodyOf(request).value);
    if (asked.baseUrl !== undefined) refuseUneditable();
    const known = asked.name === undefined ? null : await registry.get(asked.name);
    if (known === null && asked.baseUrl === undefined) {
      throw asked.name === undefined ? missingParameter('baseUrl') : noProvider(asked.name);
    }
    return testProvider(await testedProvider(parts, known, asked));
  });

  function editedVersion({ headers }: FastifyRequest): string {
    refuseUneditable();
    const [version] = readTags(headers['if-match']) ?? [];
    if (version !== undefined) return version;
    throw new ApiFailure(428, 'Name the version of the providers file that was read in If-Match.', {
      code: 'precondition_required',
    });
  }

  function refuseUneditable(): void {
    if (config.isProvidersEditable) return;
    throw new ApiFailure(
      403,
      'Providers cannot be changed here. Set PROVIDERS_EDITABLE=1, or write them into the providers file and restart.',
      { code: 'providers_not_editable' },
    );
  }

  async function editableProvider(name: string): Promise<Provider> {
    const provider = await registry.get(name);
    if (!provider) throw noProvider(name);
    if (isEditable(provider)) return provider;
    const why =
      provider.keyVariable === null
        ? 'It is not in the providers file.'
        : `It is set by ${provider.keyVariable} in the environment: change it there and restart.`;
    throw new ApiFailure(
      409,
      `The provider '${name.slice(0, 100)}' cannot be changed here. ${why}`,
      {
        code: 'provider_read_only',
      },
    );
  }
}

/** What the environment sets is changed there. */
function isEditable({ source, keyVariable }: Provider): boolean {
  return source === 'file' && keyVariable === null;
}

async function listProviders(parts: AppParts): Promise<ProviderList> {
  const { registry, config } = parts;
  const standard = await registry.defaultProvider();
  const providers = await registry.providers();
  return {
    object: 'list',
    data: providers.map((provider) => shown(provider, parts, provider.name === standard.name)),
    version: registry.fileVersion(),
    changed: config.isProvidersEditable && isChangedByHand(parts),
    editable: config.isProvidersEditable,
    local: config.isLocal,
  };
}

async function entryOf(parts: AppParts, name: string): Promise<ProviderEntry> {
  const { data } = await listProviders(parts);
  const entry = data.find((provider) => provider.name === name);
  if (!entry) throw noProvider(name);
  return entry;
}

function shown(
  provider: Provider,
  { registry, config }: AppParts,
  isDefault: boolean,
): ProviderEntry {
  const { name, source, keyVariable, stored, forwardStore } = provider;
  return {
    object: 'provider',
    name,
    address: source === 'demo' ? '' : shownAddress(provider.baseUrl),
    keyHint: keyHint(provider),
    source,
    keyVariable,
    editable: config.isProvidersEditable && isEditable(provider),
    stored,
    forwardStore,
    default: isDefault,
    aliases: [...registry.aliases()].flatMap(([alias, to]) =>
      to.provider === name ? [alias] : [],
    ),
  };
}

/** Of a query the names alone: its values may be secrets. */
function shownAddress(baseUrl: string): string {
  const names = [...new Set(new URL(baseUrl).searchParams.keys())].map((name) => `${name}=…`);
  return `${shownUrl(baseUrl)}${names.length > 0 ? `?${names.join('&')}` : ''}`;
}

function nameTaken(name: string): ApiFailure {
  return new ApiFailure(409, `There is a provider called '${name}' already. Choose another name.`, {
    param: 'name',
    code: 'name_taken',
  });
}

function noProvider(name: string): ApiFailure {
  return new ApiFailure(404, `There is no provider named '${name.slice(0, 100)}'.`, {
    param: 'name',
    code: 'not_found',
  });
}
