/**
 * What a stored completion says of its answer. All else beside them are the parameters of its request, known or not:
 * OpenAI returns both in one object. Servers that tell which of them were sent are believed instead.
 */
const OF_THE_ANSWER = new Set([
  'id',
  'object',
  'created',
  'model',
  'choices',
  'usage',
  'metadata',
  'system_fingerprint',
  'request_id',
  '_request_id',
  'error',
  'unreadable',
  // The tier that was used, which need not be the one that was asked for.
  'service_tier',
  // Figures and outputs of providers and servers.
  'timings',
  'time_info',
  'x_groq',
  'x_request_id',
  'provider',
  'provider_specific_fields',
  'citations',
  'search_results',
  'images',
  'related_questions',
  'videos',
  'cost',
  'kv_transfer_params',
  'prompt_logprobs',
  'prompt_token_ids',
  'prompt_filter_results',
  'content_filter_results',
  'usage_breakdown',
  'obfuscation',
  'warnings',
  'nvext',
  'stats',
  'model_info',
  'runtime',
  'input_messages',
]);

/** Members that belong to a request and are no parameter of the answer to come. */
const OF_THE_REQUEST = new Set(['messages', 'stream', 'stream_options', 'store']);

/**
 * Whether a member of a stored completion is a parameter of its request. `sent` are the names that the server says
 * were sent; null where it does not tell.
 */
export function isParameter(name: string, value: unknown, sent: readonly string[] | null): boolean {
  if (sent !== null) return sent.includes(name);
  if (OF_THE_ANSWER.has(name) || OF_THE_REQUEST.has(name) || value === null) return false;
  // An answer reports its moderation as results; a request names a model for it.
  return name !== 'moderation' || !isResult(value);
}

function isResult(value: unknown): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    !('model' in value && Object.keys(value).length === 1)
  );
}

/** Names that a stored completion has otherwise than the request, by the request's. */
const STORED_NAMES: Record<string, string> = { user: 'input_user' };

/** The name under which a stored completion has a parameter, by its name in the request. */
export function storedName(parameter: string): string {
  return Object.entries(STORED_NAMES).find(([name]) => name === parameter)?.[1] ?? parameter;
}

/** The name of a parameter in the request, by the name that a stored completion has it under. */
export function requestName(stored: string): string {
  return Object.entries(STORED_NAMES).find(([, name]) => name === stored)?.[0] ?? stored;
}
