import type { IncomingMessage } from 'node:http';
import type { Config } from '../config';
import { ApiFailure, NO_RETRY } from '../errors';
import { editMembers, memberTexts } from '../json/members';
import type { JsonBody } from '../json/read-body';
import type { Route } from '../providers/registry';
import { callProvider, readAll, upstreamFailure, upstreamInvalid } from '../providers/upstream';
import type { CreateRequest } from '../routes/create-request';
import type { IncompleteReason } from '../store/store';
import type { Recording } from './recording';

/** One create request on its way: what was asked, who answers it, how it is kept and ended. */
export type Exchange = {
  asked: CreateRequest;
  body: JsonBody;
  route: Route;
  /** Null when nothing of it is to be kept. */
  recording: Recording | null;
  /** Aborted with a {@link Cut} to end the exchange early. */
  abort: AbortController;
  timeouts: Pick<Config, 'answerTimeout' | 'idleTimeout'>;
};

/** Why an exchange was cut from our side. */
export class Cut extends Error {
  readonly reason: IncompleteReason;
  constructor(reason: IncompleteReason) {
    super(reason);
    this.reason = reason;
  }
}

/**
 * Asks the provider, once. Resolves with an answer that is under way; a refusal fails with the provider's own status
 * and body, and nothing is kept of it.
 */
export async function askProvider(exchange: Exchange): Promise<IncomingMessage> {
  const { route, recording, abort, asked, timeouts } = exchange;
  try {
    const response = await callProvider(route.provider, {
      method: 'POST',
      path: '/chat/completions',
      headers: {
        'content-type': 'application/json',
        accept: asked.stream ? 'text/event-stream' : 'application/json',
      },
      body: bodyForProvider(exchange),
      signal: abort.signal,
      answerTimeout: timeouts.answerTimeout,
    });
    if ((response.statusCode ?? 0) >= 400) throw await refusal(response, exchange);
    checkEncoding(response, route.provider.name);
    return response;
  } catch (error) {
    await recording?.drop();
    throw error instanceof Cut ? clientGone() : error;
  }
}

/** Only what is ours is taken out, and usage is asked for when it is to be kept; the rest is the client's own text. */
function bodyForProvider({ body, asked, route, recording }: Exchange): string {
  const needsUsage = recording !== null && asked.stream && !asked.includeUsage;
  return editMembers(body.text, {
    model: JSON.stringify(route.model),
    ...(route.provider.forwardStore ? {} : { store: null, metadata: null }),
    ...(needsUsage ? { stream_options: withUsage(body.text) } : {}),
  });
}

function withUsage(body: string): string {
  const options = memberTexts(body).get('stream_options') ?? '{}';
  return editMembers(options.startsWith('{') ? options : '{}', { include_usage: 'true' });
}

/** Unpacking could fill the memory from a few kilobytes, and none was asked for. */
function checkEncoding(response: IncomingMessage, provider: string): void {
  if ((response.headers['content-encoding'] ?? 'identity') === 'identity') return;
  response.destroy();
  throw upstreamInvalid(
    `The provider '${provider}' sent a compressed answer although it was asked not to.`,
  );
}

async function refusal(
  response: IncomingMessage,
  { route, timeouts }: Exchange,
): Promise<ApiFailure> {
  const provider = route.provider.name;
  const status = response.statusCode ?? 502;
  const headers = { ...passedHeaders(response), ...NO_RETRY };
  const text = await readAll(response, timeouts.idleTimeout);
  try {
    const { error } = JSON.parse(text) as { error?: unknown };
    if (typeof error === 'object' && error !== null)
      return new ApiFailure(status, 'refused', { headers, body: text });
  } catch {
    // HTML of a proxy, or nothing at all: said in our own words below.
  }
  const message = `The provider '${provider}' answered with status ${status} and no error that could be read.`;
  return new ApiFailure(status, message, {
    type: 'upstream_error',
    code: 'upstream_error',
    headers,
  });
}

/** What a client of the provider would get to know of its limits. */
export function passedHeaders(response: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(response.headers).filter(
      (header): header is [string, string] =>
        typeof header[1] === 'string' &&
        (header[0].startsWith('x-ratelimit-') ||
          header[0] === 'retry-after' ||
          header[0] === 'retry-after-ms' ||
          header[0] === 'openai-processing-ms'),
    ),
  );
}

/** For the log only: whoever asked is not there to read it. */
export function clientGone(): ApiFailure {
  return upstreamFailure(499, 'The client closed the connection.', 'client_disconnect');
}
