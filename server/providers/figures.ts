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
  const ids = REQUEST_IDS.map((name) => textOf(headers[name]));
  const cost = textOf(headers['x-litellm-response-cost']);
  return {
    requestId: ids.find((id) => id !== '')?.slice(0, LONGEST) ?? null,
    // A gateway that does not know the price, or not yet, writes a zero or a word.
    cost:
      cost !== '' && Number(cost) > 0 && Number.isFinite(Number(cost))
        ? String(Number(cost))
        : null,
  };
}

const LONGEST = 256;

/** Headers come as bytes; what is no ASCII in them has no meaning. */
function textOf(header: string | string[] | undefined): string {
  const text = [header ?? ''].flat()[0]?.trim() ?? '';
  return /^[\x20-\x7e]*$/.test(text) ? text : '';
}

/** Under this name a client learns the provider's request id; `x-request-id` is ours. */
export function figureHeaders(headers: IncomingHttpHeaders): Record<string, string> {
  const { requestId } = figuresOf(headers);
  return requestId === null ? {} : { 'x-upstream-request-id': requestId };
}
