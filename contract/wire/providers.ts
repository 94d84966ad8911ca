import * as z from 'zod/mini';
import { count, deleted, type Endpoint } from './endpoint';

const provider = z.strictObject({
  object: z.literal('provider'),
  name: z.string(),
  /** Without the values of a query; empty for the demo, which has none. */
  address: z.string(),
  /** At most the last four characters; null without a key. */
  keyHint: z.nullable(z.string()),
  source: z.enum(['env', 'file', 'found', 'demo']),
  /** The variable that sets its key; such a provider is changed there. */
  keyVariable: z.nullable(z.string()),
  /** Whether it can be changed and removed here. */
  editable: z.boolean(),
  stored: z.boolean(),
  forwardStore: z.boolean(),
  /** Whether plain model names go to it. */
  default: z.boolean(),
  /** Short names of models that lead to it. */
  aliases: z.array(z.string()),
});
export type ProviderEntry = z.infer<typeof provider>;

const providerList = z.strictObject({
  object: z.literal('list'),
  data: z.array(provider),
  /** Of the providers file; each change names it in `If-Match`. */
  version: z.string(),
  /** The file has been changed by hand since it was read. */
  changed: z.boolean(),
  editable: z.boolean(),
  /** Whether addresses of this machine and its network can be added here. */
  local: z.boolean(),
});
export type ProviderList = z.infer<typeof providerList>;

const NAME =
  'expected 1 to 60 letters, digits, spaces, dots, hyphens and underscores, the first a letter or a digit.';
const KEY = 'expected up to 8000 printable ASCII characters without quotes around them.';

const name = z
  .string('a string')
  .check(z.trim(), z.regex(/^[\p{L}\p{N}](?:[\p{L}\p{N} ._-]{0,58}[\p{L}\p{N}._-])?$/u, NAME));
const apiKey = z.string('a string').check(
  z.trim(),
  z.maxLength(8_000, KEY),
  z.regex(/^[\x20-\x7e]*$/, KEY),
  z.refine((text) => !/^(["']).*\1$/.test(text), KEY),
);
const baseUrl = z.string('a string');
const flag = z.boolean('a boolean');

/** What is changed; the rest stays. Another address drops the key unless a new one comes with it. */
export const providerChange = z.partial(
  z.strictObject({
    baseUrl,
    /** Empty: it has none. */
    apiKey,
    /** It keeps completions itself. */
    stored: flag,
    /** It gets `store` and `metadata` too. */
    forwardStore: flag,
  }),
);
export const providerRequest = z.extend(providerChange, { name, baseUrl });

/** Of a provider that is known, with its own key and address; or of an address, with the key that is sent along. */
export const testRequest = z.strictObject({
  name: z.optional(z.string('a string')),
  baseUrl: z.optional(baseUrl),
  apiKey: z.optional(apiKey),
});

const testResult = z.strictObject({
  object: z.literal('provider.test'),
  /** How many models it lists; null where it lists none. */
  models: z.nullable(count),
  /** The first few of them. */
  names: z.array(z.string()),
  /** Milliseconds until the list was there. */
  ms: count,
  /** Why it is of no use as it is: its own words where it has some. `status` of HTTP, null where none came. */
  problem: z.nullable(z.strictObject({ status: z.nullable(count), message: z.string() })),
});
export type ProviderTest = z.infer<typeof testResult>;

export const PROVIDER_ENDPOINTS = {
  'GET /api/providers': {
    about: 'The providers, and whether they can be changed here; never a key',
    answer: providerList,
  },
  'POST /api/providers': {
    about: 'Adds a provider to the providers file; `If-Match` names its version',
    body: providerRequest,
    answer: provider,
    status: 201,
  },
  'POST /api/providers/:name': {
    about: 'Changes a provider; another address drops its key',
    body: providerChange,
    answer: provider,
  },
  'DELETE /api/providers/:name': {
    about: 'Takes a provider and its key out of the providers file',
    answer: deleted,
  },
  'POST /api/provider-test': {
    about: 'Asks a provider for its list of models, and nothing else',
    body: testRequest,
    answer: testResult,
  },
  'POST /api/providers-file/read': {
    about: 'Reads the providers file again after it was changed by hand',
    answer: providerList,
  },
} as const satisfies Record<string, Endpoint>;
