import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { answerHeaders } from './answer-headers';
import { ApiFailure, invalidCursor, storeUnavailable, unsupportedContentType } from './errors';
import { logStoreFailure } from './store-failures';
import { StoreUnavailable, UnknownCursor } from '../store/errors';

/** Every failure becomes one error answer in the words of the API; nothing of its inside gets out. */
export function answerFailures(app: FastifyInstance): void {
  app.setErrorHandler((error: FastifyError, request, reply) => sendFailure(error, request, reply));
}

/** One failure as the answer to a request. */
export function sendFailure(
  error: FastifyError | ApiFailure,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const failure = failureOf(error);
  // The code only: messages name what the client sent. Anything that is not of our making is a fault to be found.
  if (error instanceof ApiFailure) request.log.info({ failure: failure.code }, 'request refused');
  else if (error instanceof StoreUnavailable) logStoreFailure(request.log, error);
  else if (failure.status >= 500) request.log.error({ err: error }, 'request failed');
  return reply
    .status(failure.status)
    .headers(failure.headers)
    .type('application/json; charset=utf-8')
    .send(failure.body);
}

/** As {@link sendFailure}, for a request that no hook has seen: the router could not read its path. */
export function sendUnrouted(
  error: FastifyError,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  return sendFailure(error, request, reply.headers(answerHeaders(request.id)));
}

function failureOf(error: FastifyError | ApiFailure): ApiFailure {
  if (error instanceof ApiFailure) return error;
  if (error instanceof UnknownCursor) return invalidCursor();
  if (error instanceof StoreUnavailable) return storeUnavailable(error);
  if (error.code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return unsupportedContentType('');
  if (error.statusCode !== undefined && error.statusCode < 500) {
    return new ApiFailure(error.statusCode, 'The request could not be read.', {
      code: 'bad_request',
    });
  }
  return new ApiFailure(500, 'The server had an error while processing your request.');
}
