import { answering, asking } from './large-shapes';

/** What is done with a value, from where its bytes come. */
export const ROUTES: Record<
  string,
  (url: string, content: string, name: string) => Promise<string>
> = {
  'create, not kept': (url, content) => create(url, asking(content)),
  'create, kept': (url, content) => create(url, asking(content, '"store":true,')),
  'create, kept, by the demo': (url, content) =>
    create(url, asking(content, '"store":true,').replace('large', 'demo:demo-markdown')),
  'an update': (url, content) =>
    send(`${url}/v1/chat/completions/x`, `{"metadata":{"a":${content}}}`),
  'a relayed request': (url, content) =>
    send(`${url}/v1/embeddings`, `{"model":"m","input":${content}}`),
  'a filter of a job': (url, content) =>
    send(`${url}/api/jobs`, `{"kind":"delete","filter":{"model":${content}}}`),
  'a line of an import': (url, content) =>
    send(
      `${url}/api/import`,
      answering('"Hi"').replace(
        '"choices"',
        `"messages":[{"role":"user","content":${content}}],"choices"`,
      ),
    ),
  'an answer, not kept': (url, _, name) => create(url, from(`whole/${name}`)),
  'an answer, kept': (url, _, name) => create(url, from(`whole/${name}`, '"store":true,')),
  'an answer, compressed, kept': (url, _, name) =>
    create(url, from(`zipped/${name}`, '"store":true,')),
  'an answer where a stream was asked for, kept': (url, _, name) =>
    create(url, from(`whole/${name}`, '"store":true,"stream":true,')),
  'one event of a stream, kept': (url, _, name) =>
    create(url, from(`event/${name}`, '"store":true,"stream":true,')),
  'one event of a stream, not kept': (url, _, name) =>
    create(url, from(`event/${name}`, '"stream":true,')),
  'one event of a stream, a call, kept': (url, _, name) =>
    create(url, from(`calls/${name}`, '"store":true,"stream":true,')),
  'a relayed answer': (url, _, name) => send(`${url}/v1/embeddings`, from(`whole/${name}`)),
  'a refusal': (url, _, name) => create(url, from(`error/${name}`, '"store":true,')),
  'an error with status 200': (url, _, name) => create(url, from(`told/${name}`, '"store":true,')),
  'reading what was kept': readKept,
};

export function from(model: string, more = ''): string {
  return asking('"Hi"', more).replace('"large"', JSON.stringify(model));
}

export function create(url: string, body: string | Buffer<ArrayBuffer>): Promise<string> {
  return send(`${url}/v1/chat/completions`, body);
}

export async function createMany(url: string, text: string, count: number): Promise<string> {
  // Sent from one place in memory.
  const body = Buffer.from(text.replace('"messages"', '"store":true,"messages"'));
  const statuses = await Promise.all(
    Array.from({ length: count }, () => create(url, body).catch(() => 'cut')),
  );
  return [...new Set(statuses)]
    .map((status) => `${statuses.filter((each) => each === status).length} × ${status}`)
    .join(', ');
}

export async function send(url: string, body: string | Buffer<ArrayBuffer>): Promise<string> {
  const headers = { 'content-type': 'application/json' };
  return read(await fetch(url, { method: 'POST', headers, body }));
}

/** A long answer that waits for its end: five join it, five look at it, and all have all of it. */
export async function joining(url: string): Promise<string> {
  const run = 'a-long-run-to-be-joined';
  const body = from('held/a text of 30 MB', '"store":true,"stream":true,"n":20,');
  const headers = { 'content-type': 'application/json', 'x-run': run };
  const first = await fetch(`${url}/v1/chat/completions`, { method: 'POST', headers, body });
  // On a busy machine it may fall so far behind that it is let go.
  const all = read(first).catch(() => 'let go');
  await new Promise((resolve) => setTimeout(resolve, 5_000));
  const path = `${url}/api/runs/${run}/stream`;
  const others = Array.from({ length: 10 }, async (_, n) =>
    read(await fetch(n % 2 === 0 ? path : `${path}?follow=false`)).catch(() => 'let go'),
  );
  return [await all, ...(await Promise.all(others))].join(' ');
}

/** Whatever the server kept of the shape last: as a completion, its messages, a row, a search, an export. */
async function readKept(url: string): Promise<string> {
  const list = (await (await fetch(`${url}/api/completions?limit=2`)).json()) as {
    data: { id: string }[];
  };
  const ids = list.data.map(({ id }) => id);
  const paths = ids.flatMap((id) => [
    `/v1/chat/completions/${id}`,
    `/v1/chat/completions/${id}/messages`,
    `/api/completions/${id}`,
  ]);
  const got: string[] = [];
  for (const path of [...paths, '/v1/chat/completions?limit=100', '/api/completions?q=word'])
    got.push(await read(await fetch(`${url}${path}`)));
  return got.join(' ');
}

async function read(response: Response): Promise<string> {
  for await (const _ of response.body ?? []);
  return String(response.status);
}
