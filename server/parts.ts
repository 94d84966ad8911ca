import type { FastifyServerOptions } from 'fastify';
import type { Config } from './config';
import type { Pulse } from './http/bodies/pulse';
import type { Runner } from './jobs/runner';
import type { PriceTable } from './pricing/price-table';
import type { Environment } from './providers/proxy';
import type { Registry } from './providers/registry';
import type { Runs } from './record/runs';
import type { Clock } from './retention/clock';
import type { CompletionPosition } from './store/completion-id';
import type { Store } from './store/store';

/** Everything the server is made of; tests bring their own. */
export type AppParts = {
  config: Config;
  /** As the process was started; what fills in the providers file. */
  environment: Environment;
  store: Store;
  registry: Registry;
  runs: Runs;
  jobs: Runner;
  clock: Clock;
  prices: PriceTable;
  nextPosition: () => CompletionPosition;
  /** By default that of the clock. */
  pulse?: Pulse;
  logger: FastifyServerOptions['logger'];
  /** Folder of the built dashboard. */
  webRoot: string;
};
