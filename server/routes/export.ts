import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Readable } from 'node:stream';
import type { AppParts } from '../parts';
import { whoOf } from '../http/acting';
import { ApiFailure } from '../http/errors';
import { bodyOf, queryOf } from '../http/receive';
import { exportRecords } from '../transfer/export';
import type { Format } from '../transfer/formats';
import { jobMembers } from '#contract/jobs/target';
import { newJobId, seconds } from '../jobs/new-job';
import { AWAITED } from '../store/table/query';
import { startTransferJob, type TransferJob } from '../transfer/transfer-job';
import { startTransferThread } from '../transfer/transfer-thread';
import { type ExportRequest, FORM, readExportBody, readExportQuery } from './export-request';
import { findJob, jobObject } from './jobs';
import { EXPORT_FILE_ROUTE } from '../http/known-routes';
import { refuseQuery } from './list-query';

const FILES: Record<Format['name'], { type: string; name: string }> = {
  jsonl: { type: 'application/x-ndjson; charset=utf-8', name: 'jsonl' },
  csv: { type: 'text/csv; charset=utf-8', name: 'csv' },
  chat: { type: 'application/x-ndjson; charset=utf-8', name: 'fine-tuning.jsonl' },
};

/** Each has a thread and a few pages in memory. */
const MOST_AT_ONCE = 4;

type ById = { Params: { id: string } };

/**
 * A file of whole completions, sent as it is read. One that breaks off ends without its last chunk: never as if whole.
 * A browser first says what it wants and then downloads it by a plain link, so that no page holds the file.
 */
export function exportRoutes(app: FastifyInstance, parts: AppParts): void {
  const { store, config } = parts;
  let running = 0;
  // Without HEAD, which would read everything and send nothing.
  app.get('/api/export', { exposeHeadRoute: false }, async (request, reply) => {
    const wanted = readExportQuery(queryOf(request));
    const target = { filter: filterOf(queryOf(request)) };
    const job = await startTransferJob(store, about(request, newJobId(), target, wanted.format));
    return send(wanted, job, reply);
  });
  app.post('/api/export', async (request, reply) => {
    refuseQuery(queryOf(request));
    const { value } = bodyOf(request);
    const wanted = readExportBody(value);
    const job = about(request, newJobId(), value['target'], wanted.format);
    return send(wanted, await startTransferJob(store, job), reply);
  });
  app.post('/api/exports', async (request, reply) => {
    refuseQuery(queryOf(request));
    const { value } = bodyOf(request);
    const { format, target } = readExportBody(value);
    const job = about(request, newJobId(), value['target'], value);
    const lane = 'follow';
    await store.createJob({ ...job, lane, state: 'ready', created: seconds(), progress: '{}' });
    await store.changeJob(job.id, ['ready'], {
      counts: { total: await howMany(parts, target) },
      progress: JSON.stringify({ format: format.name }),
    });
    return reply.status(201).send(jobObject(await findJob(parts, job.id), config.trashDays));
  });
  app.get<ById>(EXPORT_FILE_ROUTE, { exposeHeadRoute: false }, async (request, reply) => {
    const { id, kind, state, spec, target } = await findJob(parts, request.params.id);
    if (kind !== 'export' || state !== 'ready') throw notWaiting();
    const body = jobMembers(spec);
    const job = about(request, id, JSON.parse(target), body);
    return send(readExportBody(body), await startTransferJob(store, job), reply);
  });

  function about(request: FastifyRequest, id: string, target: unknown, spec: object) {
    return {
      id,
      kind: 'export' as const,
      ...whoOf(parts, request),
      target: JSON.stringify(target),
      spec: JSON.stringify(spec),
    };
  }

  async function send(
    request: ExportRequest,
    job: TransferJob,
    reply: FastifyReply,
  ): Promise<FastifyReply> {
    if (running >= MOST_AT_ONCE) {
      const failure = tooMany();
      await job.end(failure.message);
      throw failure;
    }
    running += 1;
    const stream = Readable.from(file(parts, request, job), { objectMode: false });
    stream.on('close', () => {
      running -= 1;
      // Ended already, unless whoever downloads has gone.
      void job.end('the download was broken off').catch(() => undefined);
    });
    const { type, name } = FILES[request.format.name];
    return reply
      .type(type)
      .header('x-job-id', job.id)
      .header('content-disposition', `attachment; filename="completions-${stamp()}.${name}"`)
      .send(stream);
  }
}

async function* file(
  { store }: AppParts,
  request: ExportRequest,
  job: TransferJob,
): AsyncGenerator<Uint8Array> {
  const thread = startTransferThread();
  try {
    for await (const bytes of exportRecords({ store, thread }, request, job)) {
      job.signal.throwIfAborted();
      job.moved(bytes.length);
      yield bytes;
    }
    await job.end(null);
  } finally {
    await thread.close();
  }
}

/** For the bar; a filter that takes long to count is estimated. */
async function howMany({ store }: AppParts, target: ExportRequest['target']): Promise<number> {
  if ('ids' in target) return target.ids.length;
  const { filter } = target;
  const bounds = { limit: 1, ...AWAITED };
  const query = { filter, sort: 'created', order: 'desc', ...bounds } as const;
  return (await store.query(query)).total.value;
}

function filterOf(query: URLSearchParams): string {
  const filter = new URLSearchParams(query);
  for (const name of FORM) filter.delete(name);
  return filter.toString();
}

/** As in 2026-01-31-1405, in UTC. */
function stamp(): string {
  return new Date().toISOString().slice(0, 16).replace('T', '-').replace(':', '');
}

function tooMany(): ApiFailure {
  return new ApiFailure(
    503,
    `The server is already sending ${MOST_AT_ONCE} exports. Please try again when one has ended.`,
    { code: 'overloaded', headers: { 'retry-after': '5' } },
  );
}

function notWaiting(): ApiFailure {
  return new ApiFailure(409, 'This export was downloaded already. Make another one.', {
    code: 'wrong_job_state',
  });
}
