/** What became of a request for a completion. `/v1` shows only complete ones; the dashboard shows all three. */
export const COMPLETION_STATES = ['complete', 'incomplete', 'running'] as const;
export type CompletionState = (typeof COMPLETION_STATES)[number];

/** Why there is no complete answer. */
export const INCOMPLETE_REASONS = [
  'user_stop',
  'client_disconnect',
  'upstream_error',
  'upstream_timeout',
  'server_restart',
  'invalid_response',
  'unwatched',
  'not_stored',
] as const;
export type IncompleteReason = (typeof INCOMPLETE_REASONS)[number];

export function isCompletionState(value: unknown): value is CompletionState {
  return COMPLETION_STATES.some((state) => state === value);
}

export function isIncompleteReason(value: unknown): value is IncompleteReason {
  return INCOMPLETE_REASONS.some((reason) => reason === value);
}
