import { vi } from 'vitest';
import type { completionBody } from '@/api/test-server';

type Row = ReturnType<typeof completionBody>;
type Reply = { status?: number; body: unknown; etag?: string; headers?: Record<string, string> };

export type Backend = {
  rows: Row[];
  /** Request messages by completion id. */
  messages: Map<string, object[]>;
  /** The version of each completion, grown by every write. */
  versions: Map<string, number>;
  sent: { method: string; url: string; body: string; ifMatch: string | null }[];
  /** Answers instead of the store while it gives something. */
  intercept: (method: string, url: string) => Reply | Promise<Reply> | null;
};

/** Stands in for `fetch` with a store of completions that behaves as the API's description says; newest row last. */
export function startBackend(rows: Row[]): Backend {
  // A visitor who has left nothing here: storage that is cleared says so to every tab.
  globalThis.localStorage?.clear();
  globalThis.dispatchEvent?.(new StorageEvent('storage', { key: null }));
  const backend: Backend = {
    rows,
    messages: new Map(),
    versions: new Map(rows.map(({ id }) => [id, 1])),
    sent: [],
    intercept: () => null,
  };
  vi.stubGlobal('fetch', async (url: string, init: RequestInit = {}) => {
    const { method = 'GET', body } = init;
    const text = typeof body === 'string' ? body : '';
    const ifMatch = new Headers(init.headers).get('if-match');
    backend.sent.push({ method, url, body: text, ifMatch });
    const reply =
      (await backend.intercept(method, url)) ?? answer(backend, url, method, text, ifMatch);
    const headers = { ...reply.headers, ...(reply.etag !== undefined && { etag: reply.etag }) };
    const raw = typeof reply.body === 'string' ? reply.body : JSON.stringify(reply.body);
    return new Response(raw, { status: reply.status ?? 200, headers });
  });
  return backend;
}

export function failure(status: number, message: string, code = 'failed'): Reply {
  return { status, body: { error: { message, type: 'error', param: null, code } } };
}

function answer(
  backend: Backend,
  url: string,
  method: string,
  body: string,
  ifMatch: string | null,
): Reply {
  const { pathname, searchParams } = new URL(url, 'http://test');
  if (pathname === '/v1/models') return { body: { object: 'list', data: [{ id: 'demo' }] } };
  if (pathname === '/v1/chat/completions')
    return { body: page(matching(backend, searchParams), searchParams) };

  const [, id = '', rest] = /^\/v1\/chat\/completions\/([^/]+)(\/messages)?$/.exec(pathname) ?? [];
  const row = backend.rows.find((each) => each.id === decodeURIComponent(id));
  if (!row) return failure(404, `Nothing at ${pathname}`, 'not_found');
  if (rest) return { body: page(backend.messages.get(row.id) ?? [], searchParams) };
  const version = backend.versions.get(row.id) ?? 0;
  if (method === 'DELETE') {
    backend.rows = backend.rows.filter((each) => each !== row);
    return { body: { object: 'chat.completion.deleted', id: row.id, deleted: true } };
  }
  if (method === 'POST') {
    if (ifMatch !== null && ifMatch !== `"${version}"`) {
      return failure(412, 'Changed by someone else', 'precondition_failed');
    }
    write(backend, row.id, (JSON.parse(body) as { metadata: object }).metadata);
  }
  return { body: row, etag: `"${backend.versions.get(row.id)}"` };
}

/** Changes metadata as another client would. */
export function write(backend: Backend, id: string, metadata: object): void {
  const row = backend.rows.find((each) => each.id === id);
  if (row) row.metadata = metadata;
  backend.versions.set(id, (backend.versions.get(id) ?? 0) + 1);
}

function matching({ rows }: Backend, query: URLSearchParams): Row[] {
  return rows.filter(({ model, metadata }) => {
    const pairs = new Map(Object.entries(metadata));
    return [...query].every(([name, value]) => {
      const key = /^metadata\[(.*)\]$/.exec(name)?.[1];
      return key === undefined ? name !== 'model' || value === model : pairs.get(key) === value;
    });
  });
}

function page(items: object[], query: URLSearchParams) {
  const sorted = query.get('order') === 'desc' ? items.toReversed() : items;
  const idOf = (item: object) => ('id' in item ? item.id : undefined);
  const start = sorted.findIndex((item) => idOf(item) === query.get('after')) + 1;
  const end = start + Number(query.get('limit') ?? 20);
  const data = sorted.slice(start, end);
  return {
    object: 'list',
    data,
    first_id: idOf(data[0] ?? {}) ?? '',
    last_id: idOf(data.at(-1) ?? {}) ?? '',
    has_more: end < sorted.length,
  };
}
