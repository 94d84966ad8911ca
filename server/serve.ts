import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { FastifyInstance } from 'fastify';
import type { AppParts } from './parts';
import { createApp } from './app';
import { readConfig, type Config } from './config';
import { quotedVariables, readEnvironment } from './start/environment';
import { createJobs } from './jobs/jobs';
import { createClock } from './retention/clock';
import { startSchedule } from './schedule/schedule';
import { readPriceTable } from './pricing/price-table';
import { createDemoProvider } from './providers/demo/demo-provider';
import { checkProvidersFile } from './providers/check-providers-file';
import { environmentProvider } from './providers/environment';
import { readProvidersFile } from './providers/providers-file';
import { endLeftAnswers } from './record/left-answers';
import { createRuns } from './record/runs';
import { createRegistry, type Registry } from './providers/registry';
import { collectEarlyWhenFull } from './start/collect-early';
import { projectFolder } from './start/project-folder';
import { say } from './start/say';
import { createPositions } from './store/completion-id';
import { copyNotes, keepCopiesSwept } from './start/migration-copies';
import { stopServer } from './stop';
import { keepTrashSwept } from './schedule/sweep-trash';
import { refuseHalfMoved } from './store/move/move-mark';
import { openStore } from './store/open-store';
import type { Store } from './store/store';

/** What a server is started with. `base`: where relative paths are meant from. */
export type Start = { environment: NodeJS.ProcessEnv; base: string };

/** Starts the server, and says on standard output and error what whoever started it should know. */
export async function serve(start: Start): Promise<{ address: string; config: Config }> {
  // Known once it listens: the port may be any free one.
  let address = '';
  const { problems, ...settings } = readSettings(start, () => address);
  const { config, registry } = settings;
  for (const problem of problems) process.stderr.write(`${problem}\n`);
  const parts = assemble({
    ...settings,
    store: await readyStore(config),
    onJobFailure: (err) => app.log.error({ err }, 'a job failed'),
  });
  const app = createApp(parts);
  stopOnSignal(app, parts);
  const stopSweeping = keepTrashSwept(parts, (err) =>
    app.log.error({ err }, 'the trash was not swept'),
  );
  for (const note of copyNotes(config)) say(note);
  const stopRemoving = keepCopiesSwept(parts, (err) =>
    app.log.error({ err }, 'copies of former releases were not removed'),
  );
  const stopSchedule = startSchedule(parts, (err) => app.log.error({ err }, 'the schedule failed'));
  const stopLooking = collectEarlyWhenFull(parts.runs);
  app.addHook('onClose', async () => {
    stopLooking();
    stopSweeping();
    stopRemoving();
    stopSchedule();
  });
  reportFaults(app);
  await parts.jobs.start();
  address = await app.listen({ host: config.host, port: config.port });
  say(`Chatkeep ${config.version} is ready: ${address}`);
  if (config.store === 'always')
    say('Every completion that does not say store: false is kept (STORE=always).');
  await sayModels(registry, config.defaultProvider);
  return { address, config };
}

export function ownVersion(): string {
  const { version } = JSON.parse(readFileSync(resolve(projectFolder, 'package.json'), 'utf8')) as {
    version: string;
  };
  return version;
}

/** Configuration and providers, and a sentence for each thing about them that is not as it should be. */
export function readSettings(
  start: Start,
  address: () => string = () => '',
): Pick<AppParts, 'config' | 'environment' | 'registry'> & { problems: string[] } {
  const environment = readEnvironment(start.environment, start.base);
  const config = readConfig(environment, ownVersion(), start.base);
  const exposed = checkProvidersFile(config.providersFile, config.isProvidersFileNamed);
  const file = readProvidersFile(config.providersFile, environment);
  const registry = createRegistry({
    file,
    fromEnvironment: environmentProvider(config.openai, environment),
    demo: createDemoProvider(() => publicAddress(config, address())),
    defaultName: config.defaultProvider,
  });
  const quoted = quotedVariables(start.environment).map(
    (name) => `The quotes around ${name} were taken off.`,
  );
  return { config, environment, registry, problems: [...quoted, ...exposed, ...file.problems] };
}

/** The database, with the answers ended that a server which was killed left open. */
export async function readyStore({ database, databaseConnections }: Config): Promise<Store> {
  const store = await openStore(database.url, databaseConnections);
  await refuseHalfMoved(store).catch(async (error: unknown) => {
    await store.close();
    throw error;
  });
  await store.recover();
  await endLeftAnswers(store, (error) =>
    process.stderr.write(`An answer that a former server left cannot be read: ${String(error)}\n`),
  );
  return store;
}

type Assembled = Pick<AppParts, 'config' | 'environment' | 'registry' | 'store'> & {
  onJobFailure: (error: unknown) => void;
};

export function assemble({ onJobFailure, ...given }: Assembled): AppParts {
  const { config, registry, store } = given;
  const clock = createClock(store);
  const prices = readPriceTable({
    path: config.pricesFile,
    isOurs: !config.isPricesFileNamed,
  });
  return {
    ...given,
    runs: createRuns(config),
    clock,
    jobs: createJobs({ store, config, clock, registry, prices }, onJobFailure),
    prices,
    nextPosition: createPositions(),
    logger: { level: config.logLevel },
    webRoot: resolve(projectFolder, 'dist/web'),
  };
}

/** Where clients reach the server: on a machine of its own that is a proxy with TLS, under the name that it may be asked for. */
function publicAddress({ allowedHosts }: Config, address: string): string {
  const [host] = allowedHosts;
  return host === undefined ? address : `https://${host}`;
}

async function sayModels(registry: Registry, wanted: string | null): Promise<void> {
  if (wanted !== null && (await registry.get(wanted)) === null) {
    process.stderr.write(
      `DEFAULT_PROVIDER names '${wanted}', and there is no such provider now.\n`,
    );
  }
  const names = (await registry.providers()).map(({ name }) => name);
  say(
    `Providers: ${names.join(', ')} (plain model names go to ${(await registry.defaultProvider()).name})`,
  );
}

/** A second signal ends the process at once. */
function stopOnSignal(app: FastifyInstance, parts: AppParts): void {
  let isStopping = false;
  const stop = () => {
    if (isStopping) process.exit(1);
    isStopping = true;
    void stopServer(app, parts).finally(() => process.exit(0));
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, stop);
}

/** A promise that nobody waits for may fail without harm to the others; after an exception nothing can be relied on. */
function reportFaults(app: FastifyInstance): void {
  process.on('unhandledRejection', (error) => app.log.error({ err: error }, 'unhandled rejection'));
  process.on('uncaughtException', (error) => {
    app.log.fatal({ err: error }, 'uncaught exception');
    process.exit(1);
  });
}
