import { Worker } from 'node:worker_threads';
import { sourceThread } from '../../threads/source-thread';
import { WorkerLink } from '../../threads/worker-link';
import type { AuditLine } from '../audit';
import { GivingBack } from './give-back';
import type { reads } from './reads';
import type { IndexWorkerData } from './search/index-worker';
import { Indexing, type IndexPace } from './search/indexing';
import type { SqliteWorkerData } from './sqlite-worker';
import type { writes } from './writes';

type Operations = Record<string, (database: never, ...args: never[]) => unknown>;
type Arguments<Operation> = Operation extends (database: never, ...args: infer A) => unknown
  ? A
  : never;

export type Threads = ReturnType<typeof startThreads>;

/** The threads that have a SQLite file open, and calls into them. `pace`: see {@link Indexing}. */
export function startThreads(file: string, pace: IndexPace) {
  // What was erased is told when the search index has lost it, too.
  const settle = () => indexing.settle();
  const writer = new WorkerLink(() => spawn({ file, role: 'writer' }), settle).start();
  const reader = new WorkerLink(() => spawn({ file, role: 'reader' })).start();
  // A table over many rows takes its time; a single completion must not wait for it. What is counted for charts takes
  // longer still; the table's next page must not wait for that. Many a server only stores, and each thread takes some
  // 10 MB: these two start with the first page and the first chart.
  const tableReader = new WorkerLink(() => spawn({ file, role: 'reader' }));
  const chartReader = new WorkerLink(() => spawn({ file, role: 'reader' }));
  const indexing = new Indexing({
    link: new WorkerLink(() => spawnIndexer({ file })).start(),
    forget: (done) => write('forgetIndexed', done),
    ...pace,
  });
  const wrote = (name: string) => {
    indexing.wrote(name);
    givingBack.wrote(name);
  };
  /** Writes, and a line for the audit log. */
  const writing = (line?: AuditLine) => caller<typeof writes>(writer, line, wrote);
  const write = writing();
  const givingBack = new GivingBack(() => write('giveBack'), pace.giveBackMs);
  const read = caller<typeof reads>(reader);
  const readTable = caller<typeof reads>(tableReader);
  return {
    write,
    writing,
    read,
    readTable,
    readChart: caller<typeof reads>(chartReader),
    indexing,
    async open(): Promise<void> {
      await write('open');
      // The first question must not wait for a thread that starts.
      await Promise.all([indexing.open(), read('warm')]);
      givingBack.wrote('erase');
    },
    async close(): Promise<void> {
      givingBack.close();
      // The readers first: they would keep the writer from emptying the log.
      try {
        await Promise.all([reader.close(), tableReader.close(), chartReader.close()]);
        await indexing.close();
      } finally {
        await writer.close();
      }
    },
  };
}

/** `called` is told of each call that has succeeded. */
function caller<O extends Operations>(
  link: WorkerLink,
  line?: AuditLine,
  called?: (name: string) => void,
) {
  return async <Name extends keyof O & string>(
    name: Name,
    ...args: Arguments<O[Name]>
  ): Promise<Awaited<ReturnType<O[Name]>>> => {
    const result = await link.call<Awaited<ReturnType<O[Name]>>>(name, args, line);
    called?.(name);
    return result;
  };
}

/** Built, the workers lie beside the server's bundle. */
function spawn(workerData: SqliteWorkerData): Worker {
  return import.meta.url.endsWith('.ts')
    ? sourceThread(new URL('./sqlite-worker.ts', import.meta.url), { workerData })
    : new Worker(new URL('./sqlite-worker.js', import.meta.url), { workerData });
}

function spawnIndexer(workerData: IndexWorkerData): Worker {
  return import.meta.url.endsWith('.ts')
    ? sourceThread(new URL('./search/index-worker.ts', import.meta.url), { workerData })
    : new Worker(new URL('./index-worker.js', import.meta.url), { workerData });
}
