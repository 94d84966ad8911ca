import { ApiError } from '@/api/api-error';
import type { Failure } from '../turns/conversation';
import { settingNamed } from '../parameters/refused-parameters';

/** Any failure of a run in words that say what can be done about it. */
export function failureOf(error: unknown): Failure {
  if (!(error instanceof ApiError)) {
    const message = error instanceof Error ? error.message : 'Reload the page and try again.';
    return { title: 'Something went wrong here', message, ...nothingKnown };
  }
  if (error.needsLogIn) return { title: 'You are logged out', message: LOG_IN, ...nothingKnown };
  const { status, code, requestId, retryAfter, message } = error;
  const facts = [status && `status ${status}`, code, requestId].filter(Boolean);
  return {
    title: titleOf(error),
    message,
    detail: facts.length > 0 ? facts.join(' · ') : null,
    remedy: error.isUnauthorized ? 'settings' : code === 'model_not_found' ? 'model' : null,
    refused: error.isBadRequest ? settingNamed(error.param) : null,
    retryAt: error.isRateLimited && retryAfter !== null ? Date.now() + retryAfter : null,
  };
}

const LOG_IN = 'Log in to this server and try again.';
const nothingKnown = { detail: null, remedy: null, retryAt: null };

function titleOf(error: ApiError): string {
  if (error.isUnauthorized) return 'The API key was not accepted';
  if (error.code === 'model_not_found') return 'This model cannot be used';
  if (error.isRateLimited) return 'Too many requests, or the quota is used up';
  if (error.isBadRequest) return 'The request was refused';
  if (error.isServerError) return 'The provider failed';
  switch (error.kind) {
    case 'network':
      return 'The server cannot be reached';
    case 'timeout':
      return 'The answer took too long';
    case 'broken_stream':
      return 'The answer broke off';
    case 'event':
      return 'The provider stopped with an error';
    default:
      return 'The answer could not be read';
  }
}
