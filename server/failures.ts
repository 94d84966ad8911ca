import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import {
  ApiFailure,
  errorBody,
  invalidCursor,
  storeUnavailable,
  unsupportedContentType,
} from './errors';
import { StoreUnavailable, UnknownCursor } from './store/store';

/** Every failure becomes one error answer in the words of the API; nothing of its inside gets out. */
export function answerFailures(app: FastifyInstance): void {
  app.setErrorHandler((error: FastifyError, request, reply) => sendFailure(error, request, reply));
}

export function sendFailure(
  error: FastifyError,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const failure = failureOf(error);
  // The code only: messages name what the client sent. Anything that is not of our making is a fault to be found.
  if (error instanceof ApiFailure) request.log.info({ failure: failure.code }, 'request refused');
  else if (failure.status >= 500) request.log.error({ err: error }, 'request failed');
  return reply
    .status(failure.status)
    .headers(failure.headers)
    .type('application/json; charset=utf-8')
    .send(failure.body);
}

/** What Node's parser refuses never becomes a request: the answer is written by hand. */
export function answerBrokenRequest(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  // Bytes of an earlier answer may still be on their way: another one in their midst would be read as part of it.
  if (!socket.writable || socket.bytesWritten > 0) {
    socket.destroy();
    return;
  }
  const [status, message] = BROKEN[error.code ?? ''] ?? [400, 'The request is not valid HTTP.'];
  const body = JSON.stringify(errorBody(message, { code: 'bad_request' }));
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'content-type: application/json; charset=utf-8',
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}

const BROKEN: Record<string, [status: number, message: string]> = {
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'The request did not arrive in time.'],
  HPE_HEADER_OVERFLOW: [431, 'The headers of the request are too large.'],
};

function failureOf(error: FastifyError): ApiFailure {
  if (error instanceof ApiFailure) return error;
  if (error instanceof UnknownCursor) return invalidCursor();
  if (error instanceof StoreUnavailable) return storeUnavailable();
  if (error.code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return unsupportedContentType('');
  if (error.statusCode !== undefined && error.statusCode < 500) {
    return new ApiFailure(error.statusCode, 'The request could not be read.', {
      code: 'bad_request',
    });
  }
  return new ApiFailure(500, 'The server had an error while processing your request.');
}
