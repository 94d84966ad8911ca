import type { ProviderError } from '#contract/provider-error';
import { errorBody } from '../http/errors';
import type { IncompleteReason } from '#contract/completion';
import type { Flaw } from './outcome';
import type { RunEnd } from './run';

export const MESSAGES: Record<IncompleteReason, string> = {
  user_stop: 'The answer was stopped.',
  client_disconnect: 'The client went away.',
  upstream_error: 'The stream of the provider broke off: the answer is incomplete.',
  upstream_timeout: 'The provider fell silent: the answer is incomplete.',
  server_restart: 'The server is stopping: the answer is incomplete.',
  not_stored: 'The answer could not be stored.',
  unwatched: 'Nobody watched the answer any more: it was stopped.',
  invalid_response: 'The provider sent an event that is not valid: the answer is incomplete.',
};

/** Said with an answer of which some bytes could not be read. */
export const NOT_UTF8: ProviderError = {
  message: 'The provider sent bytes that are not UTF-8. They are shown as \uFFFD.',
  type: 'server_error',
  param: null,
  code: 'invalid_response',
};

export const NOT_STORED = failureEvent(
  'The answer is complete but could not be stored: the completion store failed after the model had answered.',
  'completion_not_stored',
);

/** Why an answer is incomplete, with the provider's own words where it has some. */
export function failed(reason: IncompleteReason, error: ProviderError | null = null): Flaw {
  return { reason, error };
}

/** The last event of a stream: `[DONE]` for a whole answer, else an error alone. */
function endingEvent(flaw: Flaw | null): string {
  if (flaw === null) return '[DONE]';
  if (flaw.error === null) return failureEvent(MESSAGES[flaw.reason], flaw.reason);
  return JSON.stringify({ error: flaw.error });
}

export function endedWith(flaw: Flaw | null): RunEnd {
  const outcome = flaw ? 'incomplete' : 'complete';
  return {
    outcome,
    reason: flaw?.reason ?? null,
    error: flaw?.error ?? null,
    last: endingEvent(flaw),
  };
}

function failureEvent(message: string, code: string): string {
  return JSON.stringify(errorBody(message, { type: 'server_error', code }));
}
