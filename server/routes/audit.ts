import type { FastifyInstance } from 'fastify';
import type { AppParts } from '../app';
import { invalidCursor } from '../errors';
import { readLimit, single } from './list-query';

/** Who did what to how many, newest first. */
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
}
