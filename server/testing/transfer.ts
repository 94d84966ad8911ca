import { type AppOptions, startApp, type TestApp } from './start-app';

export async function withApp<T>(
  options: AppOptions,
  work: (server: TestApp) => Promise<T>,
): Promise<T> {
  const server = await startApp(options);
  try {
    return await work(server);
  } finally {
    await server.close();
  }
}

export async function exported({ app }: TestApp, query = 'format=jsonl'): Promise<string> {
  const response = await app.inject({ url: `/api/export?${query}`, headers: HOST });
  if (response.statusCode !== 200) throw new Error(`no export: ${response.body}`);
  return response.body;
}

export async function imported({ app }: TestApp, payload: string | Buffer, query = '') {
  const headers = { ...HOST, 'content-type': 'application/x-ndjson' };
  const response = await app.inject({
    method: 'POST',
    url: `/api/import${query}`,
    headers,
    payload,
  });
  return response.json<{ counts: object; failures: { line: number; reason: string }[] }>();
}

export const HOST = { host: '127.0.0.1' };

/** Ids of an export of whole records, in its order. */
export function idsIn(file: string): string[] {
  const lines = file.split('\n').filter(Boolean);
  return lines.map((line) => (JSON.parse(line) as { id: string }).id);
}
