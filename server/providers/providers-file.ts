import * as z from 'zod';
import { fileBytes, versionOf } from '../json/changed-file';
import { decoded } from '../json/json-file';
import { isPlaceholder, PLACEHOLDER } from '../start/placeholder';
import { environmentKey, openAiAccount } from './environment';
import type { Environment } from './proxy';
import { normalBaseUrl } from './base-url';
import { isOpenAi, type Provider } from './provider';
import { proxyFor } from './proxy';

/** A short name for one model of one provider. */
export type Alias = { provider: string; model: string };

export type ProvidersFile = {
  /** Of the bytes that it was read from; a missing file has one too. */
  version: string;
  providers: Provider[];
  aliases: Map<string, Alias>;
  /** What was left out, and why: one sentence each, for the terminal, without a value. */
  problems: string[];
};

/** An empty text and null are what a form leaves behind for a field that nobody filled in. */
function optional<T extends z.ZodType>(schema: T) {
  return z.preprocess((value) => {
    const trimmed = typeof value === 'string' ? value.trim() : value;
    return trimmed === '' || trimmed === null ? undefined : trimmed;
  }, schema.optional());
}

/** What can be sent in a header. */
const headerText = z
  .string('must be text')
  .regex(/^[\x20-\x7e]*$/, 'must be printable ASCII')
  .refine((text) => !isPlaceholder(text), PLACEHOLDER)
  .refine((text) => !/^(["']).*\1$/.test(text), 'is in quotes of its own: take them off');
const flag = z.boolean('must be true or false');

/** What a request says of itself: another word about it would break its frame or lead it elsewhere. */
const OWN_HEADERS =
  /^(host|connection|keep-alive|content-length|transfer-encoding|accept-encoding|te|trailer|upgrade|expect|proxy-.*)$/i;

/** Of a JSON file: each value is text, or a number that stands for it. */
const queryText = z.preprocess(
  (value) => (typeof value === 'number' ? String(value) : value),
  z.string('must be text').refine((text) => !isPlaceholder(text), PLACEHOLDER),
);

const providerSchema = z.object(
  {
    baseURL: optional(
      z.url({ protocol: /^https?$/, error: 'must begin with http:// or https://' }),
    ),
    apiKey: optional(headerText),
    organization: optional(headerText),
    project: optional(headerText),
    headers: optional(
      z.record(
        z
          .string()
          .regex(/^[A-Za-z0-9_-]+$/, 'must be names of headers')
          .refine((name) => !OWN_HEADERS.test(name), 'is set by the server itself: leave it out'),
        optional(headerText),
        'must be an object',
      ),
    ),
    query: optional(
      z.record(z.string().min(1, 'must have names'), optional(queryText), 'must be an object'),
    ),
    stored: optional(flag),
    forwardStore: optional(flag),
    /** False where its address was typed in a browser: no key of the environment is meant for that. */
    keyFromEnvironment: optional(flag),
    /** True where it was typed in a browser and we listen on more than one machine. */
    publicOnly: optional(flag),
  },
  'must be an object',
);

const aliasSchema = z.object(
  {
    provider: z.string('must be text').trim().min(1, 'must not be empty'),
    model: z.string('must be text').trim().min(1, 'must not be empty'),
  },
  'must be an object',
);

/**
 * Reads `AIProviders.json`, in the format of 4D AIKit; unknown members are left to those who know them. A missing file
 * is an empty one, one that is no such file stops the start, and an entry that is of no use is left out and named. What
 * it leaves out is filled from the environment. No message repeats a value: it may be a key.
 */
export function readProvidersFile(path: string, environment: Environment): ProvidersFile {
  return readProviders(fileBytes(path), environment, `The providers file ${path}`);
}

/** The same of the file's bytes; `file` is what its messages call it. */
export function readProviders(
  bytes: Buffer,
  environment: Environment,
  called: string,
): ProvidersFile {
  const file = parseObject(bytes, called);
  const problems: string[] = [];
  const named = (place: string, why: string) =>
    problems.push(`${called} has an entry that is left out: ${place} ${why}.`);
  const providers: Provider[] = [];
  for (const [name, entry] of entriesOf(file, 'providers', called)) {
    const result = readProvider(name, entry, environment);
    if (typeof result === 'string') named(`providers.${name}`, result);
    else providers.push(result);
  }
  const aliases = new Map<string, Alias>();
  for (const [name, entry] of entriesOf(file, 'models', called)) {
    const alias = aliasSchema.safeParse(entry);
    if (alias.success) aliases.set(name, alias.data);
    else named(`models.${name}`, whatIsWrong(alias.error));
  }
  return { version: versionOf(bytes), providers, aliases, problems };
}

/** What a provider may be called. */
function isProviderName(name: string): boolean {
  return /^(?!\.{1,2}$)[^\p{Cc}\p{Cs}:]{1,100}$/u.test(name);
}

/** The provider, or why it is of no use. */
function readProvider(name: string, entry: unknown, environment: Environment): Provider | string {
  if (!isProviderName(name)) {
    return 'has a name that cannot be used: 1 to 100 characters without a colon';
  }
  const parsed = providerSchema.safeParse(entry);
  if (!parsed.success) return whatIsWrong(parsed.error);
  const { headers, query, ...own } = parsed.data;
  const baseURL = own.baseURL ?? (name === 'openai' ? openAiUrl(environment) : undefined);
  if (baseURL === undefined) return 'has no baseURL';
  const outside = own.keyFromEnvironment === false ? null : environmentKey(name, environment);
  const apiKey = own.apiKey ?? outside?.value ?? null;
  if (apiKey !== null && !headerText.safeParse(apiKey).success) {
    return 'has a key in the environment that is not printable ASCII';
  }
  const account = name === 'openai' || isOpenAi(baseURL) ? openAiAccount(environment) : NO_ACCOUNT;
  return {
    name,
    baseUrl: normalBaseUrl(baseURL),
    apiKey,
    organization: own.organization ?? account.organization,
    project: own.project ?? account.project,
    headers: Object.fromEntries(filled(headers)),
    query: new URLSearchParams(filled(query)).toString(),
    stored: own.stored ?? isOpenAi(baseURL),
    forwardStore: own.forwardStore ?? false,
    isPublicOnly: own.publicOnly ?? false,
    source: 'file',
    keyVariable: own.apiKey === undefined ? (outside?.variable ?? null) : null,
    proxy: proxyFor(baseURL, environment),
  };
}

/** Without the members that nobody filled in. */
function filled(members: Record<string, string | undefined> = {}): [string, string][] {
  return Object.entries(members).flatMap(([name, value]) => (value ? [[name, value]] : []));
}

const NO_ACCOUNT = { organization: null, project: null };

function openAiUrl(environment: Environment): string {
  return environment['OPENAI_BASE_URL'] || 'https://api.openai.com/v1';
}

/** The first fault is enough to begin with. */
function whatIsWrong({ issues }: z.ZodError): string {
  const [first] = issues;
  // Of a name in a record what is wrong with the name, not with the record.
  const said = first?.code === 'invalid_key' ? first.issues[0]?.message : undefined;
  const issue = first && { path: first.path, message: said ?? first.message };
  const place = issue?.path.length ? `has a member ${issue.path.join('.')} that ` : '';
  return `${place}${issue?.message ?? 'cannot be read'}`;
}

function entriesOf(
  file: object,
  member: 'providers' | 'models',
  called: string,
): [string, unknown][] {
  const value: unknown = Object.entries(file).find(([name]) => name === member)?.[1] ?? {};
  if (isObject(value)) return Object.entries(value);
  throw new Error(`${called} is not valid: ${member} must be an object.`);
}

function parseObject(bytes: Buffer, called: string): object {
  let parsed: unknown;
  try {
    parsed = JSON.parse(decoded(bytes));
  } catch {
    // The parser's own message quotes the text around the fault, which may be a key.
    throw new Error(`${called} is not valid JSON.`);
  }
  if (isObject(parsed)) return parsed;
  throw new Error(`${called} is not valid: it must hold an object.`);
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
