import type { FastifyInstance } from 'fastify';
import { type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { answerHeaders, newRequestId } from './answer-headers';
import { errorBody } from './errors';

type Refusal = [status: number, message: string];

const BROKEN: Record<string, Refusal> = {
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'The request did not arrive in time.'],
  HPE_HEADER_OVERFLOW: [431, 'The headers of the request are too large.'],
  HPE_INVALID_METHOD: [400, 'The method of the request is not known.'],
};
const TUNNEL: Refusal = [405, 'This server is no proxy: CONNECT is not answered.'];
const EXPECTATION: Refusal = [417, "Of what a request may expect, only '100-continue' is known."];

/** What Node itself would answer without a word: unknown expectations, and tunnels. */
export function answerUnparsed({ server }: FastifyInstance): void {
  server.on('checkExpectation', (_request: IncomingMessage, response: ServerResponse) => {
    const { headers, body } = answerTo(EXPECTATION);
    // The body of the request was never asked for.
    response.writeHead(EXPECTATION[0], { ...headers, connection: 'close' }).end(body);
  });
  server.on('connect', (_request: IncomingMessage, socket: Duplex) => write(socket, TUNNEL));
}

/** What Node's parser refuses never becomes a request: the answer is written by hand. */
export function answerBrokenRequest(
  error: NodeJS.ErrnoException,
  socket: Duplex & { bytesWritten?: number },
): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  // Bytes of an earlier answer may still be on their way: another one in their midst would be read as part of it.
  if (!socket.writable || (socket.bytesWritten ?? 0) > 0) {
    socket.destroy();
    return;
  }
  write(socket, BROKEN[error.code ?? ''] ?? [400, 'The request is not valid HTTP.']);
}

function write(socket: Duplex, refusal: Refusal): void {
  const { headers, body } = answerTo(refusal);
  const lines = Object.entries({ ...headers, connection: 'close' }).map(
    ([name, value]) => `${name}: ${value}`,
  );
  const [status] = refusal;
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('\r\n')}\r\n\r\n${body}`);
}

function answerTo([, message]: Refusal): { headers: Record<string, string>; body: string } {
  const body = JSON.stringify(errorBody(message, { code: 'bad_request' }));
  const headers = {
    ...answerHeaders(newRequestId()),
    'content-type': 'application/json; charset=utf-8',
    'content-length': String(Buffer.byteLength(body)),
  };
  return { headers, body };
}
