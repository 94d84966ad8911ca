import type { IncomingHttpHeaders } from 'node:http';

/** What a provider says of its answer in headers. */
export type Figures = {
  /** Its name for the request, which its support asks for. */
  requestId: string | null;
  /** US dollars, as digits. */
  cost: string | null;
};

/** OpenAI and most others, Anthropic, LiteLLM, and two of Azure. */
const REQUEST_IDS = [
  'x-request-id',
  'request-id',
  'x-litellm-call-id',
  'apim-request-id',
  'x-ms-request-id',
];

export function figuresOf(headers: IncomingHttpHeaders): Figures {
  const cost = textOf(headers['x-litellm-response-cost']);
  return {
    requestId: requestIdOf(headers),
    // A gateway that does not know the price, or not yet, writes a zero or a word.
    cost:
      cost !== '' && Number(cost) > 0 && Number.isFinite(Number(cost))
        ? String(Number(cost))
        : null,
  };
}

const LONGEST = 256;

function requestIdOf(headers: IncomingHttpHeaders): string | null {
  for (const name of REQUEST_IDS) {
    const id = textOf(headers[name]);
    if (id !== '') return id.slice(0, LONGEST);
  }
  return null;
}

/** Headers come as bytes; what is no ASCII in them has no meaning. */
function textOf(header: string | string[] | undefined): string {
  const text = (Array.isArray(header) ? header[0] : header)?.trim() ?? '';
  return /^[\x20-\x7e]*$/.test(text) ? text : '';
}

/** Under this name a client learns the provider's request id; `x-request-id` is ours. */
export function figureHeaders(headers: IncomingHttpHeaders): Record<string, string> {
  const requestId = requestIdOf(headers);
  return requestId === null ? {} : { 'x-upstream-request-id': requestId };
}
