import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Readable } from 'node:stream';
import type { ImportResult } from '#contract/wire/transfers';
import type { AppParts } from '../parts';
import { whoOf } from '../http/acting';
import { ApiFailure, invalidValue, unknownParameter } from '../http/errors';
import { type Arrival, watchArrival } from '../http/bodies/arrival';
import type { Pulse } from '../http/bodies/pulse';
import { refuseEncoded, tooSlow, queryOf } from '../http/receive';
import { failureCause } from '../store/failure-cause';
import type { Duplicates } from '../store/records';
import { importRecords } from '../transfer/import';
import type { BadLine } from '../transfer/read-lines';
import { newJobId } from '../jobs/new-job';
import { startTransferJob, type TransferJob } from '../transfer/transfer-job';
import { startTransferThread, type TransferThread } from '../transfer/transfer-thread';
import { single } from './list-query';

/** One that is misspelt would replace what is stored, or not, against what was meant. */
const PARAMETERS = new Set(['duplicates', 'job']);
/** Failures that the answer names. */
const MOST_NAMED = 100;

/**
 * A file of any size and as any type, read as it arrives. The answer comes when all of it is stored; what
 * was counted before it broke off is stored as well.
 */
export function importRoutes(app: FastifyInstance, parts: AppParts, pulse: Pulse): void {
  const open = new Set<Open>();
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
        source.removeAllListeners('readable').resume();
      }
    });
  });

  async function start(request: FastifyRequest, source: Readable): Promise<ImportResult> {
    const query = queryOf(request);
    for (const name of query.keys()) if (!PARAMETERS.has(name)) throw unknownParameter(name);
    const duplicates = readDuplicates(query);
    const named = readJobId(query);
    refuseEncoded(request);
    // It may wait to be confirmed, and delete something.
    if (named !== undefined && (await parts.store.job(named))) throw jobIsThere(named);
    if ([...open].some(({ arrival }) => !arrival.isStalled())) throw alreadyRunning();
    if (open.size >= MOST_OPEN) [...open][0]?.ending.abort(tooSlow(ARRIVED));
    const ending = new AbortController();
    const giveUp = () => ending.abort(tooSlow(ARRIVED));
    const mine = { ending, arrival: watchArrival(request.raw, pulse, giveUp) };
    open.add(mine);
    try {
      const job = await startTransferJob(parts.store, {
        id: named ?? newJobId(),
        kind: 'import',
        ...whoOf(parts, request),
        target: '{}',
        spec: JSON.stringify({ duplicates }),
      });
      return await bringIn(parts, { source, duplicates, job, ending: ending.signal });
    } finally {
      open.delete(mine);
    }
  }
}

/** An import under way. It keeps others out only while something comes. */
type Open = { arrival: Arrival; ending: AbortController };

/** So many may be open, all but one of them stalled. */
const MOST_OPEN = 4;
const ARRIVED = 'What had arrived is stored.';

type Incoming = {
  source: Readable;
  duplicates: Duplicates;
  job: TransferJob;
  /** Ends it, with a reason. */
  ending: AbortSignal;
};

async function bringIn(
  { store, prices }: AppParts,
  { source, duplicates, job, ending }: Incoming,
): Promise<ImportResult> {
  const thread = startedLate();
  const failures: BadLine[] = [];
  const reasons = new Set<string>();
  let lastLine = 0;
  try {
    const counts = await importRecords(
      { store, thread, prices },
      { source: counted(source, job, AbortSignal.any([ending, job.signal])), duplicates },
      {
        progress: (now) => job.progress(now),
        failure: (failure) => {
          job.failure(failure);
          if (failures.length < MOST_NAMED) failures.push(failure);
          if (reasons.size < 2) reasons.add(failure.reason);
          lastLine = failure.line;
        },
      },
    );
    await job.end(null);
    // All lines wrong in the same way are one fault, of a file of another kind.
    const isOneFault = reasons.size === 1 && counts.failed === counts.done && counts.done > 1;
    const [first] = failures;
    const named = isOneFault && first ? [{ ...first, last: lastLine }] : failures;
    return { object: 'import', job: job.id, counts, failures: named };
  } catch (error) {
    const why = failureCause(error) === 'diskFull' ? 'the disk was full' : 'it broke off';
    await job.end(`${why}; what had arrived is stored`).catch(() => undefined);
    throw job.signal.aborted ? cancelled() : error;
  } finally {
    await thread.close();
  }
}

/** One that only stalls needs none. */
function startedLate(): TransferThread {
  let thread: TransferThread | null = null;
  const started = () => (thread ??= startTransferThread());
  return {
    readLines: (...args) => started().readLines(...args),
    write: (...args) => started().write(...args),
    close: async () => thread?.close(),
  };
}

/** Ends with the signal, also while nothing comes. */
async function* counted(
  source: AsyncIterable<Buffer>,
  job: TransferJob,
  signal: AbortSignal,
): AsyncGenerator<Buffer> {
  const iterator = source[Symbol.asyncIterator]();
  for (;;) {
    signal.throwIfAborted();
    const { value, done } = await unlessAborted(iterator.next(), signal);
    if (done) return;
    job.moved(value.length);
    yield value;
  }
}

async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  let abort = (): void => undefined;
  const aborted = new Promise<never>((_resolve, reject) => {
    abort = () => reject(signal.reason as Error);
    signal.addEventListener('abort', abort);
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', abort);
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

function jobIsThere(id: string): ApiFailure {
  return new ApiFailure(409, `There is a job '${id}' already. Please name another.`, {
    param: 'job',
    code: 'job_exists',
  });
}

function alreadyRunning(): ApiFailure {
  return new ApiFailure(409, 'Another import is running. Please try again when it has ended.', {
    code: 'import_running',
  });
}
