import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { onTestFinished } from 'vitest';
import { type Client, createClient } from '@/api/client';

export type SeenRequest = {
  method: string;
  url: string;
  headers: IncomingMessage['headers'];
  body: string;
};

type Handler = (response: ServerResponse, request: SeenRequest, count: number) => void;

/** A real server on a free port for one test, with a client for it and the requests that it saw. */
export async function startTestServer(
  handler: Handler,
): Promise<{ client: Client; seen: SeenRequest[] }> {
  const seen: SeenRequest[] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      const body = Buffer.concat(parts).toString();
      const entry = { method, url, headers, body };
      seen.push(entry);
      handler(response, entry, seen.length);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return { client: createClient({ baseUrl: `http://127.0.0.1:${port}/v1`, apiKey: 'sk-1' }), seen };
}

export function sendJson(
  response: ServerResponse,
  body: unknown,
  status = 200,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(typeof body === 'string' ? body : JSON.stringify(body));
}

/** The least that counts as a completion. */
export function completionBody(id: string, text = 'Hello', metadata: object = {}) {
  const message = { role: 'assistant', content: text, refusal: null };
  return {
    id,
    object: 'chat.completion',
    created: 1_700_000_000,
    model: 'demo',
    choices: [{ index: 0, message, finish_reason: 'stop', logprobs: null }],
    usage: { prompt_tokens: 1, completion_tokens: 2, total_tokens: 3 },
    metadata,
  };
}
