import { failureCause, type FailureCause } from '../store/failure-cause';

/** The error body of OpenAI's API; all four keys are always there. */
export type ErrorBody = {
  error: { message: string; type: string; param: string | null; code: string | null };
};

type Details = {
  type?: string;
  param?: string | null;
  code?: string | null;
  headers?: Record<string, string>;
};

/** A request that ends in an error answer. The message is for the client: no stack, path, host or key in it. */
export class ApiFailure extends Error {
  override name = 'ApiFailure';
  readonly status: number;
  readonly code: string | null;
  /** JSON text. */
  readonly body: string;
  readonly headers: Record<string, string>;

  constructor(status: number, said: string, { body, ...details }: FailureDetails = {}) {
    // A provider's own words come under a type of their own.
    const message = details.type === undefined ? shortened(said, LONGEST.message) : said;
    super(message);
    this.status = status;
    this.code = details.code ?? null;
    this.headers = details.headers ?? {};
    const type = status >= 500 ? 'server_error' : 'invalid_request_error';
    this.body = body ?? JSON.stringify(errorBody(message, { type, ...details }));
  }
}

/** `body` is the error body of a provider, passed on to the character instead of one of ours. */
type FailureDetails = Details & { body?: string };

export function errorBody(message: string, details: Details): ErrorBody {
  return {
    error: {
      message,
      type: details.type ?? 'invalid_request_error',
      param: details.param == null ? null : shortened(details.param, LONGEST.param),
      code: details.code ?? null,
    },
  };
}

/** UTF-16 units that an error may have; a longer one names what a client sent by its two ends. */
const LONGEST = { message: 1_000, param: 160 };

/** What is left of a text that is too long: together with its frame less than 1 KB, whatever its characters. */
const LEFT = 160;

/** A text that may quote anything, however long: names of members come by the megabyte. */
function shortened(text: string, most: number): string {
  if (text.length <= most) return text;
  const left = Math.min(LEFT, most / 2);
  const ends = `${text.slice(0, left / 2)}…${text.slice(-left / 2)}`;
  // Each of them would be written in six characters.
  return ends.replaceAll(/[\p{Cc}\p{Surrogate}]/gu, '\uFFFD');
}

/** Official SDKs resend 5xx by themselves; after a provider was called that could be paid twice. */
export const NO_RETRY = { 'x-should-retry': 'false' };

export function unparsableJson(): ApiFailure {
  return new ApiFailure(
    400,
    'We could not parse the JSON body of your request. (HINT: the body must be one valid JSON object, encoded as UTF-8, nested at most 128 levels deep.)',
  );
}

export function unsupportedContentType(contentType: string): ApiFailure {
  return new ApiFailure(
    400,
    `Unsupported content type: '${contentType.slice(0, 100)}'. This API method only accepts 'application/json' requests, but you specified the header 'Content-Type: ${contentType.slice(0, 100)}'. Please try again with a supported content type.`,
    { code: 'unsupported_content_type' },
  );
}

export function missingParameter(param: string): ApiFailure {
  return new ApiFailure(400, `Missing required parameter: '${param}'.`, {
    param,
    code: 'missing_required_parameter',
  });
}

export function unknownParameter(param: string): ApiFailure {
  return new ApiFailure(400, `Unknown parameter: '${param}'.`, {
    param,
    code: 'unknown_parameter',
  });
}

export function invalidType(param: string, expected: string, value: unknown): ApiFailure {
  return new ApiFailure(
    400,
    `Invalid type for '${param}': expected ${expected}, but got ${typeName(value)} instead.`,
    { param, code: 'invalid_type' },
  );
}

export function invalidValue(param: string, message: string): ApiFailure {
  return new ApiFailure(400, message, { param, code: 'invalid_value' });
}

export function emptyArray(param: string): ApiFailure {
  return new ApiFailure(
    400,
    `Invalid '${param}': empty array. Expected an array with minimum length 1, but got an empty array instead.`,
    { param, code: 'empty_array' },
  );
}

export function tooLong(param: string, maximum: number, length: number): ApiFailure {
  return new ApiFailure(
    400,
    `Invalid '${param}': string too long. Expected a string with maximum length ${maximum}, but got a string with length ${length} instead.`,
    { param, code: 'string_above_max_length' },
  );
}

export function completionNotFound(id: string): ApiFailure {
  return new ApiFailure(404, `No chat completion found with id '${id.slice(0, 100)}'.`, {
    code: 'not_found',
  });
}

/** Somebody else was quicker, mostly: two who look at the same trash. */
export function notInTrash(id: string): ApiFailure {
  const message = `The trash has no completion with id '${id.slice(0, 100)}': it was restored or erased already.`;
  return new ApiFailure(404, message, { code: 'not_found' });
}

/** `why` is added as a sentence of its own. */
export function modelNotFound(model: string, why?: string): ApiFailure {
  return new ApiFailure(
    404,
    `The model '${model}' does not exist or you do not have access to it.${why === undefined ? '' : ` ${why}.`}`,
    { param: 'model', code: 'model_not_found' },
  );
}

export function unknownUrl({ method, url }: { method: string; url: string }): ApiFailure {
  const path = url.split('?')[0] ?? '';
  return new ApiFailure(404, `Invalid URL (${method} ${path.slice(0, 200)})`, {
    code: 'unknown_url',
  });
}

export function invalidCursor(): ApiFailure {
  return new ApiFailure(
    400,
    "Invalid 'after': no item with this id was found in the list. Use the id of the last item of the page before.",
    { param: 'after', code: 'invalid_cursor' },
  );
}

/** What keeps the store from working, where whoever asked can be told. */
const STORE_CAUSES: Partial<Record<FailureCause, string>> = {
  diskFull: 'The disk of the completion store is full.',
  damaged: 'The completion store is damaged: a part of it cannot be read.',
  diskFault: 'The disk of the completion store has a fault: nothing can be written to last.',
  noPrivilege: 'The completion store refuses this server a right that it needs.',
};

/** `error`: what the store failed with. `spared`: what did not happen for that. */
export function storeUnavailable(error: unknown, spared = ''): ApiFailure {
  const cause = failureCause(error);
  const why = (cause && STORE_CAUSES[cause]) ?? 'The completion store is not available right now.';
  return new ApiFailure(503, `${why}${spared} Please try again.`, {
    code: 'store_unavailable',
  });
}

export function overloaded(): ApiFailure {
  return new ApiFailure(
    503,
    'The server is working on too many large requests right now. No model was called. Please try again.',
    { code: 'overloaded', headers: { 'retry-after': '1' } },
  );
}

function typeName(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'an array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'an integer' : 'a decimal number';
  if (typeof value === 'object') return 'an object';
  return `a ${typeof value}`;
}
