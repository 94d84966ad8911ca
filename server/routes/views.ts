import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { isStorable } from '#contract/storable';
import { type View, viewChange, type ViewFields, viewRequest } from '#contract/wire/views';
import { acting } from '../http/acting';
import { ApiFailure } from '../http/errors';
import { changedBefore, versionOver } from '../http/if-match';
import { readRequest } from '../http/read-request';
import { bodyOf } from '../http/receive';
import type { AppParts } from '../parts';
import type { StoredDocument } from '../store/documents';
import { NameTaken } from '../store/errors';
import { checkTableAddress } from './view-request';

type ById = { Params: { id: string } };

const KIND = 'view';
const MOST_VIEWS = 100;

/** Filters that were saved under a name, for everybody who works with this server. */
export function viewRoutes(app: FastifyInstance, parts: AppParts): void {
  const { store } = parts;
  const as = (request: FastifyRequest, step: string, id: string) =>
    acting(parts, request, { action: `view.${step}`, subject: id, count: 1 });
  app.get('/api/views', async () => ({ object: 'list', data: await listViews(parts) }));
  app.post('/api/views', async (request, reply) => {
    const views = await listViews(parts);
    const asked = readRequest(viewRequest, bodyOf(request).value);
    const wanted = checked({ query: '', columns: [], ...asked });
    if (views.length >= MOST_VIEWS) throw tooMany();
    const last = Math.max(0, ...views.map(({ position }) => position));
    const fields = { ...wanted, position: wanted.position ?? last + 1 };
    const id = `view_${randomUUID().replaceAll('-', '')}`;
    const version = await put(as(request, 'create', id), id, fields, 0);
    return reply.status(201).send(viewOf(id, version ?? 1, fields));
  });
  app.post<ById>('/api/views/:id', async (request) => {
    const before = await find(request.params.id);
    const change = readRequest(viewChange, bodyOf(request).value);
    const next = checked({ ...before, ...change });
    const { id } = before;
    const expected = versionOver(request, before, 'view');
    const version = await put(as(request, 'update', id), id, next, expected);
    if (version === null) throw changedBefore('view');
    return viewOf(id, version, next);
  });
  app.delete<ById>('/api/views/:id', async (request) => {
    const { id } = await find(request.params.id);
    await as(request, 'delete', id).removeDocument(KIND, id);
    return { id, deleted: true };
  });

  async function find(id: string): Promise<View> {
    const found = isStorable(id) ? await store.document(KIND, id) : null;
    if (found) return read(found);
    throw new ApiFailure(404, `No view found with id '${id.slice(0, 100)}'.`, {
      code: 'not_found',
    });
  }
}

export async function listViews({ store }: Pick<AppParts, 'store'>): Promise<View[]> {
  const views = (await store.documents(KIND)).map(read);
  return views.sort((a, b) => a.position - b.position || (a.name < b.name ? -1 : 1));
}

/** Fails with 400 for a query that is none. */
function checked<Fields extends Pick<ViewFields, 'query'>>(fields: Fields): Fields {
  checkTableAddress(fields.query);
  return fields;
}

function read({ id, version, body }: StoredDocument): View {
  // Written by these routes alone.
  return viewOf(id, version, JSON.parse(body) as ViewFields);
}

function viewOf(id: string, version: number, fields: ViewFields): View {
  const { name, query, columns, position } = fields;
  return { object: 'view', id, version, name, query, columns, position };
}

function bodyText({ name, query, columns, position }: ViewFields): string {
  return JSON.stringify({ name, query, columns, position });
}

/** Fails with 409 when another view has the name. */
async function put(
  acting: Pick<AppParts['store'], 'putDocument'>,
  id: string,
  fields: ViewFields,
  version: number,
): Promise<number | null> {
  try {
    return await acting.putDocument(KIND, id, bodyText(fields), version, fields.name);
  } catch (error) {
    if (!(error instanceof NameTaken)) throw error;
    const message = `There is a view called '${fields.name}' already. Choose another name.`;
    throw new ApiFailure(409, message, { param: 'name', code: 'name_taken' });
  }
}

function tooMany(): ApiFailure {
  return new ApiFailure(409, `There are ${MOST_VIEWS} views already. Remove one first.`, {
    code: 'too_many_views',
  });
}
