import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import { duplexPair } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { joined } from '../../json/text';
import { aside } from '../../threads/aside';
import { ApiFailure, errorBody } from '../../http/errors';
import { plainProvider, type Provider } from '../provider';
import { DEMO_MODELS } from './answers';
import { chunksOf, completionOf } from './wire';

/**
 * A provider inside this process, so that the first minute needs no key and no network. It speaks HTTP over an
 * in-memory socket: the gateway reaches it like any other provider, and no port is opened. Examples in its answers call
 * the server at `address`, which may be known only once it listens.
 */
export function createDemoProvider(address = () => 'http://127.0.0.1:4242'): Provider {
  const server = http.createServer((request, response) => {
    handle(request, response, address).catch((error: unknown) => {
      // Whoever waits for an answer gets one, whatever was asked.
      if (response.headersSent) response.destroy();
      else sendFailure(response, error);
    });
  });
  return {
    ...plainProvider('demo', 'http://demo.invalid/v1', 'demo'),
    connect: () => {
      const [near, far] = duplexPair();
      server.emit('connection', far);
      return near;
    },
  };
}

async function handle(
  request: IncomingMessage,
  response: ServerResponse,
  address: () => string,
): Promise<void> {
  if (request.method === 'GET' && request.url === '/v1/models') {
    sendJson(response, 200, { object: 'list', data: [...DEMO_MODELS.keys()].map(modelObject) });
  } else if (request.method === 'POST' && request.url === '/v1/chat/completions') {
    await complete(request, response, address());
  } else {
    // The body of a request that is not for here has to arrive before its connection is free.
    request.resume();
    sendJson(
      response,
      404,
      errorBody('The demo provider has chat completions and models only.', {}),
    );
  }
}

function modelObject(id: string) {
  return {
    id,
    object: 'model',
    created: 1_700_000_000,
    owned_by: `demo, not an AI: ${DEMO_MODELS.get(id)?.description}`,
  };
}

async function complete(
  request: IncomingMessage,
  response: ServerResponse,
  address: string,
): Promise<void> {
  const { options, answer } = await aside.answerDemo(await bodyOf(request), address);
  if (!answer) {
    const message = `The model '${options.model}' does not exist. The demo has: ${[...DEMO_MODELS.keys()].join(', ')}.`;
    sendJson(response, 404, errorBody(message, { param: 'model', code: 'model_not_found' }));
    return;
  }
  if (options.model === 'demo-rate-limit') {
    response.setHeader('retry-after', '3');
    const message = 'Rate limit reached for demo-rate-limit. Please try again in 3s.';
    sendJson(response, 429, errorBody(message, { type: 'requests', code: 'rate_limit_exceeded' }));
    return;
  }
  setRateLimits(response);
  if (!options.stream) {
    sendJson(response, 200, completionOf(options, answer));
    return;
  }
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
  let sent = 0;
  for (const chunk of chunksOf(options, answer)) {
    if (response.destroyed) return;
    if (sent === answer.breakAfter) {
      const error = errorBody('The demo broke off, as this model always does.', {
        type: 'server_error',
      });
      response.end(`data: ${JSON.stringify(error)}\n\n`);
      return;
    }
    response.write(`data: ${JSON.stringify(chunk)}\n\n`);
    sent += 1;
    await sleep(answer.pace);
  }
  response.end('data: [DONE]\n\n');
}

function setRateLimits(response: ServerResponse): void {
  for (const unit of ['requests', 'tokens']) {
    response.setHeader(`x-ratelimit-limit-${unit}`, '1000000');
    response.setHeader(`x-ratelimit-remaining-${unit}`, '999999');
    response.setHeader(`x-ratelimit-reset-${unit}`, '1ms');
  }
}

function sendFailure(response: ServerResponse, error: unknown): void {
  const failure = error instanceof ApiFailure ? error : new ApiFailure(500, 'The demo failed.');
  response.writeHead(failure.status, { 'content-type': 'application/json' });
  response.end(failure.body);
}

function sendJson(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    size += chunk.length;
  }
  return joined(chunks, size);
}
