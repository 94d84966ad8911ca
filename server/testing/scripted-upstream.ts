import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { plainProvider, type Provider } from '../providers/provider';

type ReceivedRequest = {
  method: string;
  url: string;
  headers: IncomingMessage['headers'];
  body: string;
  /** Resolves when the connection closes before the answer was whole. */
  aborted: Promise<void>;
};

type Script = (response: ServerResponse, request: ReceivedRequest) => unknown;

/** A provider on the network edge whose every byte a test decides. */
export type ScriptedUpstream = {
  baseUrl: string;
  received: ReceivedRequest[];
  /** How all further requests are answered. */
  script(script: Script): void;
  close(): Promise<void>;
};

export async function startScriptedUpstream(): Promise<ScriptedUpstream> {
  const received: ReceivedRequest[] = [];
  let script: Script = (response) => sendJson(response, { object: 'list', data: [] });
  const server = http.createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const got: ReceivedRequest = {
        method: request.method ?? '',
        url: request.url ?? '',
        headers: request.headers,
        body: Buffer.concat(chunks).toString('utf8'),
        aborted: new Promise((resolve) => {
          response.on('close', () => {
            if (!response.writableFinished) resolve();
          });
        }),
      };
      received.push(got);
      void script(response, got);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    received,
    script: (next) => {
      script = next;
    },
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

export function scriptedProvider(
  upstream: ScriptedUpstream,
  more: Partial<Provider> = {},
): Provider {
  return {
    ...plainProvider('scripted', upstream.baseUrl, 'file'),
    apiKey: 'sk-canary-0123456789abcd',
    ...more,
  };
}

export function sendJson(response: ServerResponse, body: unknown, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(typeof body === 'string' ? body : JSON.stringify(body));
}

/** Sends these events and leaves the stream open. */
export function sendEvents(response: ServerResponse, events: readonly (object | string)[]): void {
  if (!response.headersSent) response.writeHead(200, { 'content-type': 'text/event-stream' });
  for (const event of events) {
    response.write(`data: ${typeof event === 'string' ? event : JSON.stringify(event)}\n\n`);
  }
}

export function completion(content: string, more: object = {}) {
  return {
    id: 'up-1',
    object: 'chat.completion',
    created: 1_700_000_000,
    model: 'scripted-1',
    choices: [
      {
        index: 0,
        message: { role: 'assistant', content, refusal: null },
        logprobs: null,
        finish_reason: 'stop',
      },
    ],
    usage: { prompt_tokens: 3, completion_tokens: 2, total_tokens: 5 },
    ...more,
  };
}

export function chunk(delta: object, finish: string | null = null, index = 0) {
  return {
    id: 'up-1',
    object: 'chat.completion.chunk',
    created: 1_700_000_000,
    model: 'scripted-1',
    choices: [{ index, delta, logprobs: null, finish_reason: finish }],
  };
}
