import { ApiError } from '@/api/api-error';
import type { Failure, FailureKind } from '../turns/conversation';
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
  const kind = kindOf(error);
  return {
    title: kind ? TITLES[kind] : titleOf(error),
    message,
    detail: facts.length > 0 ? facts.join(' · ') : null,
    kind,
    refused: error.isBadRequest ? settingNamed(error.param) : null,
    retryAt: kind === 'limit' && retryAfter !== null ? Date.now() + retryAfter : null,
  };
}

const LOG_IN = 'Log in to this server and try again.';
const nothingKnown = { detail: null, kind: null, retryAt: null };

const TITLES: Record<FailureKind, string> = {
  key: 'The API key was not accepted',
  model: 'This model cannot be used',
  quota: 'The quota or the credit is used up',
  limit: 'Too many requests',
  long: 'The conversation is too long for this model',
  provider: 'The provider failed',
};

/** Providers say that with codes and statuses of their own; some only in words. */
function kindOf(error: ApiError): FailureKind | null {
  const { status, code } = error;
  const words = `${code} ${error.type} ${error.message}`;
  if (error.isUnauthorized) return 'key';
  const isNoModel = [400, 404].includes(status ?? 0) && NO_MODEL.test(words);
  if (code === 'model_not_found' || isNoModel) return 'model';
  if (status === 402 || ([403, 429].includes(status ?? 0) && QUOTA.test(words))) return 'quota';
  if (error.isRateLimited) return 'limit';
  if (TOO_LONG.test(words)) return 'long';
  return error.isServerError ? 'provider' : null;
}

const QUOTA = /insufficient|billing|credit|balance|quota.{0,30}(exceeded|used|exhausted)/i;
/** LiteLLM; OpenRouter; Ollama; vLLM. */
const NO_MODEL = /invalid model name|not a valid model|model .{1,120} (not found|does not exist)/i;
/** OpenAI, vLLM, OpenRouter; llama.cpp; xAI; Anthropic; Gemini. */
const TOO_LONG =
  /context.(length|window|size|limit)|exceed_context|maximum (prompt|model) length|(prompt|input).{0,40} too long|input token count/i;

function titleOf(error: ApiError): string {
  if (error.isBadRequest) return 'The request was refused';
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
