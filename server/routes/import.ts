import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Readable } from 'node:stream';
import type { AppParts } from '../app';
import { ApiFailure, invalidValue } from '../errors';
import { refuseEncoded } from '../receive';
import type { Duplicates } from '../store/records';
import { importRecords } from '../transfer/import';
import type { Counts, Failure } from '../transfer/transfer';
import { startTransferThread } from '../transfer/transfer-thread';
import { single } from './list-query';

/** Failures that the answer names. */
const MOST_NAMED = 100;

/**
 * A file of lines, of any size and as any type, read as it arrives. The answer comes when all of it is stored; what
 * was counted before it broke off is stored as well.
 */
export function importRoutes(app: FastifyInstance, parts: AppParts): void {
  let isRunning = false;
  void app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, payload, done) => done(null, payload));
    scope.post('/api/import', { bodyLimit: Number.MAX_SAFE_INTEGER }, async (request) => {
      const source = (request.body ?? Readable.from([])) as Readable;
      try {
        return await start(request, source);
      } finally {
        // What nobody reads any more still has to arrive, or the answer would be lost in the broken connection.
        source.resume();
      }
    });
  });

  async function start(request: FastifyRequest, source: Readable): Promise<Answer> {
    const duplicates = readDuplicates(request.query as URLSearchParams);
    refuseEncoded(request);
    if (isRunning) throw alreadyRunning();
    isRunning = true;
    try {
      return await bringIn(parts, source, duplicates);
    } finally {
      isRunning = false;
    }
  }
}

type Answer = { object: 'import'; counts: Counts; failures: Failure[] };

async function bringIn(
  { store, config }: AppParts,
  source: Readable,
  duplicates: Duplicates,
): Promise<Answer> {
  const thread = startTransferThread();
  const failures: Failure[] = [];
  try {
    const counts = await importRecords(
      { store, thread },
      { source: withoutPause(source, config.idleTimeout), duplicates },
      {
        progress: () => undefined,
        failure: (failure) => {
          if (failures.length < MOST_NAMED) failures.push(failure);
        },
      },
    );
    return { object: 'import', counts, failures };
  } finally {
    await thread.close();
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
