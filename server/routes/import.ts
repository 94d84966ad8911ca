import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Readable } from 'node:stream';
import type { AppParts } from '../app';
import { whoOf } from '../audit';
import { ApiFailure, invalidValue, unknownParameter } from '../errors';
import { refuseEncoded } from '../receive';
import type { Duplicates } from '../store/records';
import { importRecords } from '../transfer/import';
import type { Counts, Failure } from '../transfer/transfer';
import { record, type Recorded, transferJobId } from '../transfer/recorded';
import { startTransferThread } from '../transfer/transfer-thread';
import { single } from './list-query';

/** One that is misspelt would replace what is stored, or not, against what was meant. */
const PARAMETERS = new Set(['duplicates', 'job']);
/** Failures that the answer names. */
const MOST_NAMED = 100;

/**
 * A file of any size and as any type, read as it arrives. The answer comes when all of it is stored; what
 * was counted before it broke off is stored as well.
 */
export function importRoutes(app: FastifyInstance, parts: AppParts): void {
  let isRunning = false;
  void app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, payload, done) => done(null, payload));
    scope.post('/api/import', { bodyLimit: Number.MAX_SAFE_INTEGER }, async (request, reply) => {
      const source = (request.body ?? Readable.from([])) as Readable;
      try {
        const answer = await start(request, source);
        void reply.header('x-job-id', answer.job);
        return answer;
      } finally {
        // What nobody reads any more still has to arrive, or the answer would be lost in the broken connection.
        source.resume();
      }
    });
  });

  async function start(request: FastifyRequest, source: Readable): Promise<Answer> {
    const query = request.query as URLSearchParams;
    for (const name of query.keys()) if (!PARAMETERS.has(name)) throw unknownParameter(name);
    const duplicates = readDuplicates(query);
    const id = readJobId(query) ?? transferJobId();
    refuseEncoded(request);
    if (isRunning) throw alreadyRunning();
    isRunning = true;
    try {
      const job = await record(parts.store, {
        id,
        kind: 'import',
        ...whoOf(parts, request),
        target: '{}',
        spec: JSON.stringify({ duplicates }),
      });
      return await bringIn(parts, { source, duplicates, job });
    } finally {
      isRunning = false;
    }
  }
}

type Answer = { object: 'import'; job: string; counts: Counts; failures: Named[] };
/** `last`: the last line, where all of a file are wrong in the same way: that is one fault, of a file of another kind. */
type Named = Failure & { last?: number };

type Arrival = { source: Readable; duplicates: Duplicates; job: Recorded };

async function bringIn(
  { store, config, prices }: AppParts,
  { source, duplicates, job }: Arrival,
): Promise<Answer> {
  const thread = startTransferThread();
  const failures: Failure[] = [];
  const reasons = new Set<string>();
  let lastLine = 0;
  try {
    const counts = await importRecords(
      { store, thread, prices },
      { source: counted(withoutPause(source, config.idleTimeout), job), duplicates },
      {
        progress: (now) => job.progress(now),
        failure: (failure) => {
          job.failure(failure);
          if (failures.length < MOST_NAMED) failures.push(failure);
          if (reasons.size < 2) reasons.add(failure.reason);
          if ('line' in failure) lastLine = failure.line;
        },
      },
    );
    await job.end(null);
    const isOneFault = reasons.size === 1 && counts.failed === counts.done && counts.done > 1;
    const [first] = failures;
    const named = isOneFault && first ? [{ ...first, last: lastLine }] : failures;
    return { object: 'import', job: job.id, counts, failures: named };
  } catch (error) {
    await job.end('it broke off; what had arrived is stored').catch(() => undefined);
    throw job.signal.aborted ? cancelled() : error;
  } finally {
    await thread.close();
  }
}

/** A cancelled import ends between two pieces of its file. */
async function* counted(source: AsyncIterable<Buffer>, job: Recorded): AsyncGenerator<Buffer> {
  for await (const bytes of source) {
    job.signal.throwIfAborted();
    job.moved(bytes.length);
    yield bytes;
  }
}

/** Whoever sends nothing for so long is gone: the next import must not wait for it. */
async function* withoutPause(source: AsyncIterable<Buffer>, ms: number): AsyncGenerator<Buffer> {
  const iterator = source[Symbol.asyncIterator]();
  for (;;) {
    const { value, done } = await inTime(iterator.next(), ms);
    if (done) return;
    yield value;
  }
}

async function inTime<T>(work: Promise<T>, ms: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(brokenOff()), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

function readDuplicates(query: URLSearchParams): Duplicates {
  const text = single(query, 'duplicates') ?? 'skip';
  if (text === 'skip' || text === 'replace') return text;
  throw invalidValue(
    'duplicates',
    `Invalid value: '${text.slice(0, 100)}'. Supported values are: 'skip' and 'replace'.`,
  );
}

/** A page that uploads names the job, to follow it before the answer comes. */
function readJobId(query: URLSearchParams): string | undefined {
  const id = single(query, 'job');
  if (id === undefined || /^job_[\da-f]{32}$/.test(id)) return id;
  throw invalidValue('job', "Invalid 'job': expected job_ and 32 hexadecimal digits.");
}

function cancelled(): ApiFailure {
  return new ApiFailure(409, 'The import was cancelled. What had arrived is stored.', {
    code: 'import_cancelled',
  });
}

function brokenOff(): ApiFailure {
  return new ApiFailure(408, 'The file did not arrive in time. What had arrived is stored.', {
    code: 'import_broken_off',
  });
}

function alreadyRunning(): ApiFailure {
  return new ApiFailure(409, 'Another import is running. Please try again when it has ended.', {
    code: 'import_running',
  });
}
