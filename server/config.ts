import type { BlockList } from 'node:net';
import { join, resolve } from 'node:path';
import { normalBaseUrl } from './providers/base-url';
import { checkedEnvironment } from './start/environment';
import { isLoopback } from './http/loopback';
import { fromHome } from './start/paths';
import { projectFolder } from './start/project-folder';

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

/**
 * Relative paths are meant from `base`, by default the project's folder, whatever the working directory. Fails as
 * {@link checkedEnvironment} does.
 */
export function readConfig(
  environment: NodeJS.ProcessEnv,
  version: string,
  base = projectFolder,
): Config {
  const env = checkedEnvironment(environment, base);
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
