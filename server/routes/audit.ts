import type { FastifyInstance } from 'fastify';
import { Readable } from 'node:stream';
import { CSV_MARK, csvLine } from '#contract/csv';
import type { AppParts } from '../parts';
import { invalidCursor } from '../http/errors';
import type { AuditEntry } from '../store/audit';
import type { Store } from '../store/store';
import { AUDIT_FILE_ROUTE } from '../http/known-routes';
import { readLimit, single } from './list-query';

const PAGE = 1_000;

/** Who did what to how many, newest first; all of it as a file. */
export function auditRoutes(app: FastifyInstance, { store }: AppParts): void {
  app.get('/api/audit', async (request) => {
    const query = request.query as URLSearchParams;
    const limit = readLimit(query);
    const after = single(query, 'after');
    if (after !== undefined && !/^\d{1,15}$/.test(after)) throw invalidCursor();
    const before = after === undefined ? undefined : Number(after);
    const rows = await store.auditEntries({ limit: limit + 1, before });
    const data = rows.slice(0, limit);
    const next = rows.length > limit ? String(data.at(-1)?.k) : null;
    return { object: 'list', data: data.map(({ k, ...entry }) => ({ id: k, ...entry })), next };
  });
  // Without HEAD, which would read everything and send nothing.
  app.get(AUDIT_FILE_ROUTE, { exposeHeadRoute: false }, async (_request, reply) =>
    reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', 'attachment; filename="audit.csv"')
      .send(Readable.from(lines(store), { objectMode: false })),
  );
}

async function* lines(store: Store): AsyncGenerator<string> {
  yield CSV_MARK + csvLine(['id', 'at', 'actor', 'origin', 'action', 'subject', 'count']);
  for (let before: number | undefined; ;) {
    const entries = await store.auditEntries({ limit: PAGE, before });
    if (entries.length === 0) return;
    yield entries.map(line).join('');
    before = entries.at(-1)?.k;
  }
}

function line({ k, at, actor, origin, action, subject, count }: AuditEntry): string {
  const time = new Date(at * 1_000).toISOString();
  return csvLine([k, time, actor, origin, action, subject, count]);
}
