import type { FastifyInstance } from 'fastify';
import type { AppParts } from '../parts';
import { acting } from '../http/acting';
import { copiesShown } from '../start/migration-copies';
import { invalidCursor, invalidValue, notInTrash } from '../http/errors';
import type { DeletedBy, TrashPosition, TrashQuery, TrashRow } from '../store/trash';
import { readSearch } from '../http/read-filter';
import { queryOf } from '../http/receive';
import { readLimit, single } from './list-query';
import { isStorable } from '#contract/storable';
import { readRunSpec } from '#contract/jobs/retention';
import { jobMembers } from '#contract/jobs/target';
import type { TrashedRow } from '#contract/wire/trash';

type ById = { Params: { id: string } };

const SECONDS_PER_DAY = 86_400;

/** What was deleted: listed, newest deletion first, brought back, or erased before its time. */
export function trashRoutes(app: FastifyInstance, parts: AppParts): void {
  const { store, config } = parts;
  app.get('/api/trash', async (request) => {
    const { rows, total, found, hasMore } = await store.trash(readTrashQuery(queryOf(request)));
    const last = rows.at(-1);
    return {
      object: 'list',
      data: rows.map((row) => trashRow(row, config.trashDays)),
      total,
      found,
      next: hasMore && last ? cursor(last) : null,
    };
  });
  app.post<ById>('/api/trash/:id/restore', async (request) => {
    const { id } = request.params;
    const line = { action: 'trash.restore', subject: id, count: 1 };
    if (!isStorable(id) || !(await acting(parts, request, line).restore(id))) throw notInTrash(id);
    return { id, restored: true };
  });
  app.delete<ById>('/api/trash/:id', async (request) => {
    const { id } = request.params;
    const line = { action: 'trash.erase', subject: id, count: 1 };
    if (!isStorable(id) || !(await acting(parts, request, line).erase(id))) throw notInTrash(id);
    const copies = copiesShown(config);
    return { id, erased: true, ...(copies.length > 0 && { copies }) };
  });
}

function trashRow(found: TrashRow, trashDays: number): TrashedRow {
  const { k: _, deletedAt, job, ...row } = found;
  return {
    ...row,
    deleted_at: deletedAt,
    erased_at: deletedAt + trashDays * SECONDS_PER_DAY,
    deleted_by: job && {
      job: job.id,
      rule: job.kind === 'retention' ? readRunSpec(jobMembers(job.spec)).name : null,
      actor: job.actor,
      count: job.moved,
    },
  };
}

function readTrashQuery(query: URLSearchParams): TrashQuery {
  const after = single(query, 'after');
  const id = single(query, 'id');
  const search = readSearch(query);
  const limit = readLimit(query);
  if (id !== undefined) return { limit, id };
  const by = readDeletedBy(single(query, 'by'));
  if (after === undefined) return { limit, search, by };
  const [, deletedAt, k] = /^(\d{1,12})\.(\d{1,16})$/.exec(after) ?? [];
  if (deletedAt === undefined || !Number.isSafeInteger(Number(k))) throw invalidCursor();
  return { limit, search, by, after: { deletedAt: Number(deletedAt), k: Number(k) } };
}

function readDeletedBy(by: string | undefined): DeletedBy | undefined {
  if (by === undefined || by === 'rules' || by === 'people') return by;
  const said = by.slice(0, 100);
  throw invalidValue('by', `Invalid value: '${said}'. Supported values are: 'rules' and 'people'.`);
}

function cursor({ deletedAt, k }: TrashPosition): string {
  return `${deletedAt}.${k}`;
}
