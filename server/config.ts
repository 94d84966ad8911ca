import type { BlockList } from 'node:net';
import { join, resolve } from 'node:path';
import * as z from 'zod';
import { fileUrlFault, fromHome } from './start/paths';
import { postgresFault } from './start/postgres-address';
import { isPlaceholder, PLACEHOLDER } from './start/placeholder';
import {
  basePath,
  faulted,
  hosts,
  listened,
  oneOf,
  origins,
  pathTo,
  proxies,
  wholeNumber,
} from './start/settings';
import { withSecretFiles } from './start/secret-files';
import { projectFolder } from './start/project-folder';
import { normalBaseUrl } from './providers/base-url';

/** The whole configuration: environment variables, checked once at the start. Times in milliseconds. */
export type Config = {
  version: string;
  host: string;
  port: number;
  /** Where the database and the providers file lie unless something else is said. */
  dataFolder: string;
  database: { kind: 'sqlite' | 'postgres'; url: string };
  /** Of this process to PostgreSQL, at most. */
  databaseConnections: number;
  providersFile: string;
  /** Somebody said where it is; otherwise there need not be one. */
  isProvidersFileNamed: boolean;
  /** Nobody but this machine is answered. */
  isLocal: boolean;
  /** The providers file can be changed through the API. */
  isProvidersEditable: boolean;
  openai: { apiKey: string | null; baseUrl: string } | null;
  defaultProvider: string | null;
  /** Replaces the shipped price table. */
  pricesFile: string;
  /** Then it is the operator's, and not changed here. */
  isPricesFileNamed: boolean;
  /** Every request needs it when set. */
  accessToken: string | null;
  /** Opens the metrics and nothing else, in the place of the access token. */
  metricsToken: string | null;
  /** Where a proxy shows the server, as `/chatkeep`; empty at the root of a host. */
  basePath: string;
  /** Host names with port that requests may name; exact. Empty: the loopback names with the port listened to. */
  allowedHosts: readonly string[];
  /** Origins besides our own that may call the API from a browser; exact. */
  allowedOrigins: readonly string[];
  /** Proxies whose word about the address of a client is believed. */
  trustedProxies: BlockList;
  /** Longest delay of the answer to a wrong access token. */
  guessDelay: number;
  /** Which completions are kept: those that ask for it, or all but those that say `store: false`. */
  store: 'asked' | 'always';
  /** Days that a deleted completion can be restored; 0 erases it at once. */
  trashDays: number;
  /** Lines of JSON on standard output, one a request at `info`. */
  logLevel: string;
  /** Bytes of one request body, of all small ones that are being worked on, and of all others. */
  bodyLimit: number;
  bodyReserve: number;
  bodyBudget: number;
  /** Bytes of large answers that are not read yet, of all clients. */
  answerBudget: number;
  /** How long a body waits for room that others work in. */
  bodyPatience: number;
  /** How long a client may take to send its headers, and its whole request. */
  headersTimeout: number;
  requestTimeout: number;
  /** How long a provider may take to begin a stream, to give a whole answer, and between two pieces of either. */
  answerTimeout: number;
  plainTimeout: number;
  idleTimeout: number;
  /** How long an answer goes on that nobody waits for; 0: to its end. */
  unwatchedLimit: number;
  /** Between two signs of life to a client whose answer is silent. */
  keepAliveInterval: number;
  /** How long a stop waits for running answers. */
  drainTimeout: number;
};

export const LOOPBACK: readonly string[] = ['127.0.0.1', 'localhost', '[::1]'];

const headerText = z.string().regex(/^[\x21-\x7e]+$/, 'must be printable ASCII without spaces');

/** In minutes: no longer than a timer can run. */
const LONGEST = 30_000;

const schema = z
  .object({
    HOST: listened.default('127.0.0.1'),
    PORT: wholeNumber(0, 65_535).default(4242),
    DATABASE_URL: z
      .string()
      .regex(/^(file:.+|postgres(ql)?:\/\/.+)$/, 'must start with file: or postgres://')
      .regex(
        /^(?!file:(\/\/)?:memory:)/,
        'must name a file: what is kept in :memory: would be gone with the process',
      )
      .regex(
        /^(?!file:.*[?#])/,
        'names a file, so it cannot have a query: leave out the ? or # and what follows',
      )
      .superRefine(faulted((url) => (url.startsWith('file:') ? fileUrlFault(url) : null)))
      .superRefine(faulted((url) => (url.startsWith('postgres') ? postgresFault(url) : null)))
      .optional(),
    DATABASE_CONNECTIONS: wholeNumber(2, 200).default(10),
    DATA_DIR: pathTo('folder').default('data'),
    OPENAI_API_KEY: headerText.optional(),
    OPENAI_BASE_URL: z
      .url({ protocol: /^https?$/, error: 'must be an address such as https://api.openai.com/v1' })
      .optional(),
    PROVIDERS_FILE: pathTo('file').optional(),
    PROVIDERS_EDITABLE: oneOf(['1', '0']).optional(),
    DEFAULT_PROVIDER: z.string().min(1).optional(),
    PRICES_FILE: pathTo('file').optional(),
    ACCESS_TOKEN: headerText.min(16, 'must have at least 16 characters').optional(),
    BASE_PATH: basePath,
    METRICS_TOKEN: headerText.min(16, 'must have at least 16 characters').optional(),
    ALLOWED_HOSTS: hosts,
    ALLOWED_ORIGINS: origins,
    TRUSTED_PROXIES: proxies,
    STORE: oneOf(['asked', 'always']).default('asked'),
    TRASH_DAYS: wholeNumber(0, 3_650).default(7),
    STREAM_START_MINUTES: wholeNumber(1, LONGEST).default(10),
    PLAIN_ANSWER_MINUTES: wholeNumber(1, LONGEST).default(60),
    UNWATCHED_MINUTES: wholeNumber(0, LONGEST).default(60),
    LOG_LEVEL: oneOf(['debug', 'info', 'warn', 'error', 'silent']).default('warn'),
  })
  .superRefine((env, context) => {
    if (isLoopback(env.HOST)) return;
    const missing = (['ACCESS_TOKEN', 'ALLOWED_HOSTS'] as const).filter(
      (name) => !env[name]?.length,
    );
    for (const name of missing) {
      const message = `is needed when HOST is not a loopback address (${env.HOST})`;
      context.addIssue({ code: 'custom', path: [name], message });
    }
  });

/**
 * The variables as they are meant: without the space around a value, without the quotes that Docker's env files keep,
 * and an empty one, as compose files and shells leave them, is an unset one; secrets as files come as what is in them.
 */
export function readEnvironment(
  environment: NodeJS.ProcessEnv,
  base = projectFolder,
): NodeJS.ProcessEnv {
  const meant = Object.entries(environment).map(([name, value = '']) => {
    const [, quoted] =
      /^(?:"(.*)"|'(.*)')$/s.exec(value.trim())?.filter((part) => part !== undefined) ?? [];
    return [name, (quoted ?? value).trim()] as const;
  });
  const set = Object.fromEntries(meant.filter(([, value]) => value !== ''));
  return withSecretFiles(set, base);
}

/** The variables of ours whose values came in quotes, for a note to whoever wrote them. */
export function quotedVariables(environment: NodeJS.ProcessEnv): string[] {
  return Object.keys(environment).filter(
    (name) => isOurs(name) && /^(".*"|'.*')$/s.test(environment[name]?.trim() ?? ''),
  );
}

function isOurs(name: string): boolean {
  return name in schema.shape || name.endsWith('_API_KEY');
}

/**
 * Relative paths are meant from `base`, by default the project's folder, whatever the working directory. Fails with a
 * message for the terminal that names every wrong variable, never a value: it may be a key.
 */
export function readConfig(
  environment: NodeJS.ProcessEnv,
  version: string,
  base = projectFolder,
): Config {
  const meant = readEnvironment(environment, base);
  const unfilled = Object.keys(meant).filter(
    (name) => isOurs(name) && isPlaceholder(meant[name] ?? ''),
  );
  const parsed = schema.safeParse(meant);
  if (!parsed.success || unfilled.length > 0) {
    const issues = parsed.error?.issues ?? [];
    const lines = [
      ...unfilled.map((name) => `  ${name}: ${PLACEHOLDER}`),
      ...issues
        .filter(({ path }) => !unfilled.includes(path.join('.')))
        .map(({ path, message }) => `  ${path.join('.')}: ${message}`),
    ];
    throw new Error(`The configuration is not valid:\n${lines.join('\n')}`);
  }
  const env = parsed.data;
  // Behind a proxy that listens elsewhere it answers for the name of that.
  const isLocal = isLoopback(env.HOST) && env.ALLOWED_HOSTS.every(isLoopback);
  const pathOf = (path: string) => resolve(base, fromHome(path));
  const dataFolder = pathOf(env.DATA_DIR);
  const openai = env.OPENAI_API_KEY !== undefined || env.OPENAI_BASE_URL !== undefined;
  return {
    version,
    host: env.HOST,
    port: env.PORT,
    dataFolder,
    database: databaseAt(env.DATABASE_URL ?? `file:${join(dataFolder, 'chatkeep.db')}`, pathOf),
    databaseConnections: env.DATABASE_CONNECTIONS,
    providersFile: pathOf(env.PROVIDERS_FILE ?? join(dataFolder, 'AIProviders.json')),
    isProvidersFileNamed: env.PROVIDERS_FILE !== undefined,
    isLocal,
    isProvidersEditable: (env.PROVIDERS_EDITABLE ?? (isLocal ? '1' : '0')) === '1',
    openai: openai
      ? {
          apiKey: env.OPENAI_API_KEY ?? null,
          baseUrl: normalBaseUrl(env.OPENAI_BASE_URL ?? 'https://api.openai.com/v1'),
        }
      : null,
    pricesFile: pathOf(env.PRICES_FILE ?? join(dataFolder, 'prices.json')),
    isPricesFileNamed: env.PRICES_FILE !== undefined,
    defaultProvider: env.DEFAULT_PROVIDER ?? null,
    accessToken: env.ACCESS_TOKEN ?? null,
    metricsToken: env.METRICS_TOKEN ?? null,
    basePath: env.BASE_PATH,
    allowedHosts: env.ALLOWED_HOSTS,
    allowedOrigins: env.ALLOWED_ORIGINS,
    trustedProxies: env.TRUSTED_PROXIES,
    guessDelay: 5_000,
    store: env.STORE,
    trashDays: env.TRASH_DAYS,
    logLevel: env.LOG_LEVEL,
    bodyLimit: 32 * 1024 * 1024,
    bodyReserve: 32 * 1024 * 1024,
    bodyBudget: 64 * 1024 * 1024,
    answerBudget: 128 * 1024 * 1024,
    bodyPatience: 30_000,
    headersTimeout: 30_000,
    // Long enough for the largest file over a slow line.
    requestTimeout: 3_600_000,
    answerTimeout: env.STREAM_START_MINUTES * 60_000,
    plainTimeout: env.PLAIN_ANSWER_MINUTES * 60_000,
    idleTimeout: 300_000,
    unwatchedLimit: env.UNWATCHED_MINUTES * 60_000,
    keepAliveInterval: 15_000,
    drainTimeout: 27_000,
  };
}

function databaseAt(url: string, pathOf: (path: string) => string): Config['database'] {
  const path = /^file:(?!\/\/)(.*)$/s.exec(url)?.[1];
  if (path !== undefined) return { kind: 'sqlite', url: `file:${pathOf(path)}` };
  return { kind: url.startsWith('file:') ? 'sqlite' : 'postgres', url };
}

function isLoopback(host: string): boolean {
  const name = host.toLowerCase().replace(/:\d+$/, '');
  return LOOPBACK.includes(name) || host === '::1';
}

/** Each request is held against them; hardly any process listens on a second port. */
export function loopbackHosts(port: number): string[] {
  if (loopback.port !== port)
    loopback = {
      port,
      hosts: LOOPBACK.flatMap((name) => (port === 80 ? [name, `${name}:80`] : [`${name}:${port}`])),
    };
  return loopback.hosts;
}

let loopback: { port: number; hosts: string[] } = { port: 0, hosts: [] };
