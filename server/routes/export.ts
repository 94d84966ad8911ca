import type { FastifyInstance, FastifyReply } from 'fastify';
import { Readable } from 'node:stream';
import type { AppParts } from '../app';
import { ApiFailure } from '../errors';
import { bodyOf } from '../receive';
import { exportRecords } from '../transfer/export';
import type { Format } from '../transfer/formats';
import { startTransferThread } from '../transfer/transfer-thread';
import { type ExportRequest, readExportBody, readExportQuery } from './export-request';

const FILES: Record<Format['name'], { type: string; name: string }> = {
  jsonl: { type: 'application/x-ndjson; charset=utf-8', name: 'jsonl' },
  csv: { type: 'text/csv; charset=utf-8', name: 'csv' },
  chat: { type: 'application/x-ndjson; charset=utf-8', name: 'fine-tuning.jsonl' },
};

/** Each has a thread and a few pages in memory. */
const MOST_AT_ONCE = 4;

/** A file of whole completions, sent as it is read. One that breaks off ends without its last chunk: never as if whole. */
export function exportRoutes(app: FastifyInstance, parts: AppParts): void {
  let running = 0;
  // Without HEAD, which would read everything and send nothing.
  app.get('/api/export', { exposeHeadRoute: false }, async (request, reply) =>
    send(readExportQuery(request.query as URLSearchParams), reply),
  );
  app.post('/api/export', async (request, reply) =>
    send(readExportBody(bodyOf(request).value), reply),
  );

  async function send(request: ExportRequest, reply: FastifyReply): Promise<FastifyReply> {
    if (running >= MOST_AT_ONCE) throw tooMany();
    running += 1;
    const stream = Readable.from(file(parts, request), { objectMode: false });
    stream.on('close', () => (running -= 1));
    const { type, name } = FILES[request.format.name];
    return reply
      .type(type)
      .header('content-disposition', `attachment; filename="completions-${stamp()}.${name}"`)
      .send(stream);
  }
}

async function* file({ store }: AppParts, request: ExportRequest): AsyncGenerator<Uint8Array> {
  const thread = startTransferThread();
  try {
    yield* exportRecords({ store, thread }, request, {
      progress: () => undefined,
      failure: () => undefined,
    });
  } finally {
    await thread.close();
  }
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
