import type { FastifyInstance } from 'fastify';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AppParts } from '../parts';
import { createApp } from '../app';
import { readConfig, type Config } from '../config';
import { createJobs } from '../jobs/jobs';
import { createClock } from '../retention/clock';
import { readPriceTable } from '../pricing/price-table';
import { createDemoProvider } from '../providers/demo/demo-provider';
import type { Provider } from '../providers/provider';
import { environmentProvider } from '../providers/environment';
import { type Alias, readProvidersFile } from '../providers/providers-file';
import { createRegistry } from '../providers/registry';
import type { Pulse } from '../http/bodies/pulse';
import { createRuns } from '../record/runs';
import { createPositions } from '../store/completion-id';
import { openStore } from '../store/open-store';
import type { Store } from '../store/store';
import { heldAnswers } from './held-answers';

export type TestApp = {
  app: FastifyInstance;
  store: Store;
  parts: AppParts;
  /** `http://127.0.0.1:<port>`, once `listen` was asked for. */
  url: string;
  folder: string;
  /** Rejects when an answer was none that `contract/wire` describes. */
  close(): Promise<void>;
};

export type AppOptions = {
  providers?: Provider[];
  aliases?: Record<string, Alias>;
  env?: Record<string, string>;
  config?: Partial<Config>;
  store?: (store: Store) => Store;
  listen?: boolean;
  /** A folder with a dashboard; by default there is none. */
  webRoot?: string;
  pulse?: Pulse;
  /** Takes each line of the log. */
  log?: (line: string) => void;
};

/** The real server on a real SQLite file of its own; only the providers are the test's. */
export async function startApp(options: AppOptions = {}): Promise<TestApp> {
  const folder = mkdtempSync(join(tmpdir(), 'chatkeep-test-'));
  const url = `file:${join(folder, 'chatkeep.db')}`;
  const environment = {
    DATABASE_URL: url,
    DATA_DIR: folder,
    PORT: '0',
    PROVIDERS_FILE: join(folder, 'AIProviders.json'),
    ...options.env,
  };
  const config = readConfig(environment, '0.0.0-test');
  const opened = await openStore(config.database.url);
  const store = options.store?.(opened) ?? opened;
  const clock = createClock(store);
  const prices = readPriceTable({ path: config.pricesFile, isOurs: !config.isPricesFileNamed });
  const registry = createRegistry({
    file: {
      ...readProvidersFile(config.providersFile, environment),
      ...(options.providers && { providers: options.providers }),
      ...(options.aliases && { aliases: new Map(Object.entries(options.aliases)) }),
    },
    fromEnvironment: environmentProvider(config.openai, environment),
    demo: createDemoProvider(),
    defaultName: null,
    discover: () => Promise.resolve([]),
  });
  const parts: AppParts = {
    config: { ...config, ...options.config },
    environment,
    store,
    registry,
    runs: createRuns({ ...config, ...options.config }),
    clock,
    jobs: createJobs(
      { store, clock, registry, prices, config: { ...config, ...options.config } },
      throwFault,
    ),
    prices,
    nextPosition: createPositions(),
    logger: options.log ? { level: 'debug', stream: { write: options.log } } : false,
    ...(options.pulse && { pulse: options.pulse }),
    webRoot: options.webRoot ?? join(folder, 'no-web'),
  };
  const { app, faults } = heldAnswers(() => createApp(parts));
  await parts.jobs.start();
  const address = options.listen ? await app.listen({ host: '127.0.0.1', port: 0 }) : '';
  return {
    app,
    store: opened,
    parts,
    url: address,
    folder,
    async close() {
      app.server.closeAllConnections();
      await app.close();
      await opened.close();
      rmSync(folder, { recursive: true, force: true });
      if (faults.length > 0) throw new Error(`Not as contract/wire says:\n${faults.join('\n')}`);
    },
  };
}

/** A fault of a job is one of the test, too. */
function throwFault(error: unknown): never {
  throw error;
}
