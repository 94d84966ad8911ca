import type { FastifyInstance } from 'fastify';
import { type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { answerHeaders, newRequestId } from './answer-headers';
import { Passing } from '../passing';
import { errorBody } from './errors';

type Refusal = [status: number, message: string];

const BROKEN: Record<string, Refusal> = {
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'The request did not arrive in time.'],
  HPE_HEADER_OVERFLOW: [431, 'The headers of the request are too large.'],
  HPE_INVALID_METHOD: [400, 'The method of the request is not known.'],
};
const TUNNEL: Refusal = [405, 'This server is no proxy: CONNECT is not answered.'];
const EXPECTATION: Refusal = [417, "Of what a request may expect, only '100-continue' is known."];

/** The answers of a connection that have not come to their end. */
const open = new WeakMap<Duplex, Passing<number, ServerResponse>>();
let count = 0;
/** Nothing that they send is read any more. */
const refused = new WeakSet<Duplex>();

/** What Node itself would answer without a word: unknown expectations, and tunnels. */
export function answerUnparsed({ server }: FastifyInstance): void {
  // Node leaves out what is beyond 2,000: there could be a second host. Their size has a limit.
  server.maxHeadersCount = 0;
  server.on('request', ({ socket }: IncomingMessage, response: ServerResponse) => {
    // With those of a page that is sent there are eleven who wait for its end, and Node warns of more than ten.
    response.setMaxListeners(20);
    const answers = open.get(socket) ?? new Passing<number, ServerResponse>();
    const key = (count += 1);
    answers.set(key, response);
    open.set(socket, answers);
    response.once('close', () => answers.delete(key));
  });
  server.on('checkExpectation', (_request: IncomingMessage, response: ServerResponse) => {
    const { headers, body } = answerTo(EXPECTATION);
    // The body of the request was never asked for.
    response.writeHead(EXPECTATION[0], { ...headers, connection: 'close' }).end(body);
  });
  server.on('connect', (_request: IncomingMessage, socket: Duplex) => write(socket, TUNNEL));
}

/** What Node's parser refuses never becomes a request: the answer is written by hand, behind those that came before. */
export function answerBrokenRequest(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || socket.destroyed || refused.has(socket)) return;
  refused.add(socket);
  const refusal = BROKEN[error.code ?? ''] ?? [400, 'The request is not valid HTTP.'];
  void answerLast(socket, refusal);
}

async function answerLast(socket: Duplex, refusal: Refusal): Promise<void> {
  const answers = [...(open.get(socket)?.values() ?? [])];
  // The one whose body it was to be.
  const own = answers.find(({ req }) => !req.complete);
  await Promise.all(answers.filter((answer) => answer !== own).map(ended));
  // In the midst of an answer, another one would be read as part of it.
  if (!socket.writable || own?.headersSent === true) socket.destroy();
  else write(socket, refusal);
}

function ended(answer: ServerResponse): Promise<void> {
  return new Promise((resolve) => answer.once('close', resolve));
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
