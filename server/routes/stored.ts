import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { AppParts } from '../parts';
import { acting } from '../http/acting';
import { completionNotFound, missingParameter, ApiFailure, unknownParameter } from '../http/errors';
import { readIfMatch } from '../http/if-match';
import { bufferOf, gathered, type SharedText } from '../json/text';
import { aside } from '../threads/aside';
import type { Route } from '../providers/registry';
import { bodyOf, queryOf } from '../http/receive';
import type { StoredCompletion } from '../store/completion';
import type { ListQuery, Scope } from '../store/listing';
import type { Store } from '../store/store';
import { readListQuery, readPageQuery } from './list-query';
import { isStorable } from '#contract/storable';
import { createGate } from '../http/bodies/gate';
import { readMetadata } from '../http/metadata';

type ById = { Params: { id: string } };

/** Each may be of 32 MiB, some times over while it is made. */
const PAGES_AT_ONCE = 4;

/** List, retrieve, update, delete and messages, as in the spec: complete completions only. */
export function storedRoutes(app: FastifyInstance, parts: AppParts): void {
  const { store, registry } = parts;
  const inTurn = createGate(PAGES_AT_ONCE);
  app.get('/v1/chat/completions', async (request, reply) => {
    const query = readListQuery(queryOf(request));
    const route = query.model === undefined ? null : await registry.find(query.model);
    const page = await inTurn(async () => {
      if (reply.raw.destroyed) return '';
      return pageText(await store.list(route ? ofRoute(query, route) : query));
    });
    return sendJson(reply, page);
  });
  app.get<ById>('/v1/chat/completions/:id', async (request, reply) =>
    sendCompletion(reply, await find(store, request.params.id, 'complete')),
  );
  app.get<ById>('/v1/chat/completions/:id/messages', async (request, reply) =>
    sendMessages(store, request, reply, 'complete'),
  );
  app.post<ById>('/v1/chat/completions/:id', async (request, reply) =>
    sendCompletion(reply, await update(parts, request, 'complete')),
  );
  app.delete<ById>('/v1/chat/completions/:id', async (request, reply) =>
    remove(parts, request, reply, 'complete'),
  );
}

/** An alias and `provider:model` are names of requests: no answer carries them. */
function ofRoute(query: ListQuery, { provider, model }: Route): ListQuery {
  return { ...query, model: undefined, route: { provider: provider.name, model } };
}

/** Fails with 404 for an id that never was, was deleted, or is not of this scope. */
export async function find(store: Store, id: string, scope: Scope): Promise<StoredCompletion> {
  const row = isStorable(id) ? await store.retrieve(id, scope) : null;
  if (!row) throw completionNotFound(id);
  return row;
}

/** Replaces the whole metadata map. `If-Match` with another version than the current one fails with 412. */
export async function update(
  parts: AppParts,
  request: FastifyRequest<ById>,
  scope: Scope,
): Promise<StoredCompletion> {
  const { id } = request.params;
  const { value } = bodyOf(request);
  for (const name of Object.keys(value)) if (name !== 'metadata') throw unknownParameter(name);
  if (value['metadata'] === undefined) throw missingParameter('metadata');
  const metadata = readMetadata(value['metadata']);
  const versions = readIfMatch(request.headers['if-match']);
  const line = { action: 'completion.update', subject: id, count: 1 };
  const result = isStorable(id)
    ? await acting(parts, request, line).updateMetadata(id, metadata, scope, versions)
    : { kind: 'missing' as const };
  if (result.kind === 'missing') throw completionNotFound(id);
  if (result.kind === 'stale') throw staleEdit();
  return result.row;
}

/** Without a trash it is erased; a crash in between leaves that to the next sweep. */
export async function remove(
  parts: AppParts,
  request: FastifyRequest<ById>,
  reply: FastifyReply,
  scope: Scope,
): Promise<FastifyReply> {
  const { store, config } = parts;
  const { id } = request.params;
  const line = { action: 'completion.delete', subject: id, count: 1 };
  if (!isStorable(id) || !(await acting(parts, request, line).delete(id, scope)))
    throw completionNotFound(id);
  if (config.trashDays === 0) await store.erase(id);
  return reply.send({ object: 'chat.completion.deleted', id, deleted: true });
}

export async function sendMessages(
  store: Store,
  request: FastifyRequest<ById>,
  reply: FastifyReply,
  scope: Scope,
): Promise<FastifyReply> {
  const { id } = request.params;
  const messages = isStorable(id) ? await store.messages(id, scope) : null;
  if (messages === null) throw completionNotFound(id);
  return sendJson(reply, await aside.messagePage(id, messages, readPageQuery(queryOf(request))));
}

/** The stored `chat.completion` as JSON text, its metadata spliced in. */
function completionText(row: StoredCompletion): Promise<SharedText> {
  return aside.edit(row.body, { metadata: JSON.stringify(row.metadata) });
}

async function pageText({
  rows,
  hasMore,
}: Awaited<ReturnType<Store['list']>>): Promise<SharedText> {
  const texts = await Promise.all(rows.map(completionText));
  const data = texts.flatMap((text, i) => (i === 0 ? [text] : [',', text]));
  const end = `],"first_id":${JSON.stringify(rows[0]?.id ?? '')},"last_id":${JSON.stringify(rows.at(-1)?.id ?? '')},"has_more":${hasMore}}`;
  return concatenated(['{"object":"list","data":[', ...data, end]);
}

async function concatenated(texts: readonly SharedText[]): Promise<SharedText> {
  if (texts.every((text) => typeof text === 'string')) return texts.join('');
  const parts = texts.map(bufferOf);
  const size = parts.reduce((sum, part) => sum + part.length, 0);
  return gathered(parts, Buffer.allocUnsafeSlow(size));
}

export function etag(row: StoredCompletion): string {
  return `"${row.version}"`;
}

async function sendCompletion(reply: FastifyReply, row: StoredCompletion): Promise<FastifyReply> {
  void reply.header('etag', etag(row));
  return sendJson(reply, await completionText(row));
}

export function sendJson(reply: FastifyReply, text: SharedText): FastifyReply {
  return reply.send(jsonOf(reply, text));
}

/** What `reply`, of the type of JSON from now on, is to send. */
export function jsonOf(reply: FastifyReply, text: SharedText): string | Buffer {
  void reply.type('application/json; charset=utf-8');
  return typeof text === 'string' ? text : bufferOf(text);
}

function staleEdit(): ApiFailure {
  return new ApiFailure(
    412,
    'The metadata was changed by someone else since you read it. Read it again, then send your change.',
    { code: 'precondition_failed' },
  );
}
