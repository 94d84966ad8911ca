import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { onTestFinished } from 'vitest';
import type { Connection } from '@/api/connection';

/** Servers that keep completions and do one thing in their own way, as was met in the world. */
export const HABITS = [
  'plain',
  'ignores-metadata',
  'ignores-model',
  'ignores-case',
  'matches-beginnings',
  'lists-aliases',
  'lists-without-metadata',
  'ignores-after',
  'counts-after-in',
  'repeats-rows',
  'ties-by-id',
  'ignores-order',
  'ignores-limit',
  'says-no-more',
  'says-always-more',
  'no-last-id',
  'no-delete-route',
  'html-delete',
  'delete-405',
  'delete-like-unknown',
  'delete-204',
  'delete-202',
  'delete-odd-body',
  'delete-refused',
  'deletes-late',
  'deletes-nothing',
  'limits-deletes',
  'unknown-400',
  'unknown-410',
  'update-405',
  'update-ignored',
  'update-odd-body',
  'appends-answers',
  'input-messages',
  'errors-as-text',
] as const;
export type Habit = (typeof HABITS)[number];

/** Of which a completion that was deleted is still there. */
export const KEEPS_WHAT_IS_DELETED = new Set<Habit>([
  'no-delete-route',
  'html-delete',
  'delete-405',
  'delete-like-unknown',
  'delete-odd-body',
  'delete-refused',
  'deletes-nothing',
]);
/** Of which a deletion says for good that there is none. */
export const CANNOT_DELETE = new Set<Habit>([
  'no-delete-route',
  'html-delete',
  'delete-405',
  'delete-like-unknown',
]);

type Kept = {
  id: string;
  created: number;
  model: string;
  metadata: Record<string, string>;
  choices: { index: number; finish_reason: string; message: { role: string; content: string } }[];
};

export type HabitServer = {
  connection: Connection;
  kept: Kept[];
  /** "GET /v1/chat/completions?limit=20", in order. */
  asked: string[];
};

const PATH = /^\/v1\/chat\/completions(?:\/([^/]+)(\/messages)?)?$/;

/** A server with one habit, and so many completions: two of a second, every tenth of `env=prod`. */
export async function startHabit(habit: Habit, count = 30): Promise<HabitServer> {
  const server: HabitServer = {
    connection: { id: 'direct', baseUrl: '', label: 'elsewhere' },
    kept: Array.from({ length: count }, (_, i) => keptAt(i)),
    asked: [],
  };
  const listener = createServer((request, response) => {
    void answer(habit, server, request, response);
  });
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    listener.closeAllConnections();
    listener.close();
  });
  const address = listener.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  server.connection.baseUrl = `http://127.0.0.1:${port}/v1`;
  return server;
}

function keptAt(i: number): Kept {
  const message = { role: 'assistant', content: `answer ${i}` };
  return {
    id: `k-${String(i).padStart(3, '0')}`,
    created: 1_700_000_000 + Math.floor(i / 2),
    model: i % 3 === 0 ? 'm' : 'm-large',
    metadata: { env: i % 10 === 0 ? 'prod' : i % 10 === 1 ? 'Prod' : 'production' },
    choices: [{ index: 0, finish_reason: 'stop', message }],
  };
}

async function answer(
  habit: Habit,
  server: HabitServer,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { method = 'GET', url = '' } = request;
  server.asked.push(`${method} ${url}`);
  const { pathname, searchParams } = new URL(url, 'http://habit');
  const [match, id, ofMessages] = PATH.exec(pathname) ?? [];
  if (!match) return send(response, 404, { detail: 'Not Found' });
  if (id === undefined) return send(response, 200, page(habit, server, searchParams));
  const row = server.kept.find((each) => each.id === id);
  if (method === 'GET') {
    if (!row) return unknown(habit, response, id);
    return send(response, 200, ofMessages ? messagesOf(habit, row) : shown(habit, row));
  }
  if (method === 'DELETE') return remove(habit, server, response, id, row);
  if (habit === 'update-405') return send(response, 405, { detail: 'Method Not Allowed' });
  if (!row) return unknown(habit, response, id);
  const { metadata } = JSON.parse(await textOf(request)) as Kept;
  if (habit !== 'update-ignored') row.metadata = metadata;
  if (habit === 'update-odd-body') return send(response, 200, { ok: true });
  return send(response, 200, shown(habit, row));
}

function page(habit: Habit, { kept }: HabitServer, query: URLSearchParams): object {
  const sign = query.get('order') === 'desc' && habit !== 'ignores-order' ? -1 : 1;
  const tie = habit === 'ties-by-id' ? 1 : sign;
  const sorted = kept
    .filter((row) => matches(habit, row, query))
    .toSorted((a, b) => sign * (a.created - b.created) || tie * (a.id < b.id ? -1 : 1));
  const limit = habit === 'ignores-limit' ? 7 : Number(query.get('limit') ?? 20);
  const at = sorted.findIndex(({ id }) => id === query.get('after'));
  const overlap = habit === 'counts-after-in' ? 0 : habit === 'repeats-rows' ? -1 : 1;
  const start = habit === 'ignores-after' || at === -1 ? 0 : Math.max(0, at + overlap);
  const data = sorted.slice(start, start + limit);
  const more = start + data.length < sorted.length;
  return {
    object: 'list',
    data: data.map((row) => shown(habit, row, true)),
    first_id: data[0]?.id ?? null,
    ...(habit !== 'no-last-id' && { last_id: data.at(-1)?.id ?? null }),
    ...(habit !== 'says-no-more' && { has_more: more || habit === 'says-always-more' }),
  };
}

function matches(habit: Habit, row: Kept, query: URLSearchParams): boolean {
  return [...query].every(([name, value]) => {
    if (name === 'model' && habit === 'lists-aliases' && value === 'fast') return true;
    if (name === 'model') return habit === 'ignores-model' || alike(habit, row.model, value);
    const key = /^metadata\[(.*)\]$/.exec(name)?.[1];
    return (
      key === undefined || habit === 'ignores-metadata' || alike(habit, row.metadata[key], value)
    );
  });
}

function alike(habit: Habit, said: string | undefined, asked: string): boolean {
  if (habit === 'ignores-case') return said?.toLowerCase() === asked.toLowerCase();
  return habit === 'matches-beginnings' ? (said?.startsWith(asked) ?? false) : said === asked;
}

function shown(habit: Habit, row: Kept, isListed = false): object {
  const { metadata, ...rest } = row;
  return {
    object: 'chat.completion',
    ...rest,
    metadata: isListed && habit === 'lists-without-metadata' ? null : metadata,
    ...(habit === 'input-messages' && {
      input_messages: [{ role: 'user', content: `question of ${row.id}`, name: null }],
      timings: { total: 1 },
    }),
  };
}

function messagesOf(habit: Habit, { id, choices }: Kept): object {
  const asked = { role: 'user', content: `question of ${id}` };
  const said = habit === 'appends-answers' ? choices.map(({ message }) => message) : [];
  const data = [asked, ...said].map((message, i) => ({ id: `${id}-${i}`, ...message }));
  return { object: 'list', data, has_more: false };
}

function remove(
  habit: Habit,
  server: HabitServer,
  response: ServerResponse,
  id: string,
  row: Kept | undefined,
): void {
  const forget = () => {
    server.kept = server.kept.filter((each) => each !== row);
  };
  if (habit === 'no-delete-route') return send(response, 404, { detail: 'Not Found' });
  if (habit === 'html-delete') return sendPage(response, 404, `Cannot DELETE /v1/${id}`);
  if (habit === 'delete-405') return send(response, 405, { detail: 'Method Not Allowed' });
  if (habit === 'delete-like-unknown') return unknown(habit, response, id);
  if (habit === 'delete-odd-body') return sendPage(response, 200, 'Welcome');
  if (habit === 'limits-deletes' && server.asked.length % 3 === 0) {
    return send(response, 429, { error: { message: 'Slow down' } }, { 'retry-after-ms': '1' });
  }
  if (!row) return unknown(habit, response, id);
  const said = { object: 'chat.completion.deleted', id, deleted: true };
  if (habit === 'deletes-nothing') return send(response, 200, said);
  if (habit === 'delete-refused') return send(response, 200, { ...said, deleted: false });
  if (habit === 'deletes-late' || habit === 'delete-202') setTimeout(forget, 400);
  else forget();
  if (habit === 'delete-204') return void response.writeHead(204).end();
  if (habit === 'delete-202') return send(response, 202, { status: 'accepted' });
  return send(response, 200, said);
}

function unknown(habit: Habit, response: ServerResponse, id: string): void {
  if (habit === 'errors-as-text') return void response.writeHead(404).end(`No ${id} here`);
  const status = habit === 'unknown-400' ? 400 : habit === 'unknown-410' ? 410 : 404;
  send(response, status, { error: { message: `Chat completion with id ${id} not found` } });
}

function send(
  response: ServerResponse,
  status: number,
  body: object,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
}

function sendPage(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'text/html' });
  response.end(`<!doctype html><title>${text}</title>`);
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
