import type { IncomingHttpHeaders } from 'node:http';
import type { Config } from '../config';
import { bufferOf } from '../json/text';
import { aside } from '../threads/aside';
import { ApiFailure } from '../http/errors';
import type { Route } from '../providers/registry';
import { figureHeaders, figuresOf } from '../providers/figures';
import { callProvider } from '../providers/upstream';
import { readBytes } from '../providers/read-answer';
import { answerLost } from '../providers/upstream-failures';
import type { Answer } from '../providers/unpack';
import { isTrace, pickedHeaders } from '../http/picked-headers';
import type { CreateRequest } from './create-request';
import { Cut } from './cut';
import { keepPromptAlone, type Recording } from './recording';
import type { Refusal } from './refusal';
import type { Run } from './run';
import { failed, MESSAGES } from './stream-ending';

/** One create request on its way: what was asked, who answers it, how it is kept and ended. */
export type Exchange = {
  asked: CreateRequest;
  /** The client's own body. */
  body: Buffer;
  /** JSON text of the `stream_options` that ask for usage too. */
  usageOptions: string;
  /** Of the request. */
  headers: IncomingHttpHeaders;
  route: Route;
  /** Null when nothing of it is to be kept. */
  recording: Recording | null;
  /** The client wants token counts with a stream, if the provider can count. */
  wantsUsage: boolean;
  run: Run;
  timeouts: Pick<Config, 'answerTimeout' | 'plainTimeout' | 'idleTimeout'>;
};

/**
 * Asks the provider, once. Resolves with an answer that is under way; a refusal fails with the provider's own status
 * and words, and nothing is kept of it. What was cut from our side is kept: the provider may have been at work on it.
 * A refusal of nothing but the usage that we asked for is asked again without it.
 */
export async function askProvider(exchange: Exchange): Promise<Answer> {
  const { recording, run } = exchange;
  const limit = setTimeout(() => run.stop('upstream_timeout'), timeLimit(exchange).ms);
  try {
    const response = await ask(exchange);
    recording?.answered(figuresOf(response.headers));
    return response;
  } catch (error) {
    // A body that is being read ends in an error of the connection when it is cut.
    const cut: unknown = run.abort.signal.reason;
    if (!(cut instanceof Cut)) {
      await recording?.drop();
      throw error;
    }
    if (recording) await keepPromptAlone(recording, failed(cut.reason));
    throw cutFailure(cut, exchange);
  } finally {
    clearTimeout(limit);
  }
}

async function ask(exchange: Exchange): Promise<Answer> {
  const asksForUsage = addsUsage(exchange);
  const response = await call(exchange, asksForUsage);
  const status = response.statusCode ?? 0;
  if (status < 400) return response;
  const bytes = await readBytes(response, exchange.timeouts.idleTimeout);
  const said = await aside.readRefusal(bytes);
  if (asksForUsage && (status === 400 || status === 422) && said.isAboutUsage) {
    refusingUsage.add(exchange.route.provider.baseUrl);
    return ask(exchange);
  }
  throw refusal(response, exchange, said);
}

/** Base URLs of providers that know no `stream_options`: found out once, until the server starts again. */
const refusingUsage = new Set<string>();

/** Whether token counts are asked for that the client's own body does not ask for. */
function addsUsage({ asked, route, recording, wantsUsage }: Exchange): boolean {
  const isWanted = recording !== null || wantsUsage;
  return (
    isWanted && asked.stream && !asked.includeUsage && !refusingUsage.has(route.provider.baseUrl)
  );
}

async function call(exchange: Exchange, asksForUsage: boolean): Promise<Answer> {
  const { route, run, asked, headers } = exchange;
  return callProvider(route.provider, {
    method: 'POST',
    path: '/chat/completions',
    headers: {
      ...pickedHeaders(headers, isTrace),
      'content-type': 'application/json',
      accept: asked.stream ? 'text/event-stream' : 'application/json',
    },
    body: await bodyForProvider(exchange, asksForUsage),
    signal: run.abort.signal,
    answerTimeout: null,
  });
}

/** Only what is ours is taken out, and usage is asked for where it is wanted; the rest is the client's own text. */
async function bodyForProvider(
  { body, usageOptions, route }: Exchange,
  asksForUsage: boolean,
): Promise<Buffer> {
  const text = await aside.edit(body, {
    model: JSON.stringify(route.model),
    ...(route.provider.forwardStore ? {} : { store: null, metadata: null }),
    ...(asksForUsage ? { stream_options: usageOptions } : {}),
  });
  return bufferOf(text);
}

/** The provider's own body where it has OpenAI's form, else its words in that form. */
function refusal(response: Answer, { route }: Exchange, said: Refusal): ApiFailure {
  const provider = route.provider.name;
  const status = response.statusCode ?? 502;
  const headers = passedHeaders(response);
  if (said.body !== null) return new ApiFailure(status, 'refused', { headers, body: said.body });
  const { message, type, param, code } = said.error ?? {
    message: `The provider '${provider}' answered with status ${status} and no error that could be read.`,
    type: null,
    param: null,
    code: null,
  };
  return new ApiFailure(status, message, {
    type: type ?? 'upstream_error',
    param,
    code: code ?? 'upstream_error',
    headers,
  });
}

/** What a client of the provider would get to know of its limits, and its name for the request. */
export function passedHeaders({ headers }: Answer): Record<string, string> {
  const passed = pickedHeaders(headers, (name) => PASSED.has(name) || name.startsWith(LIMITS));
  return { ...passed, ...figureHeaders(headers) };
}

const LIMITS = 'x-ratelimit-';
const PASSED = new Set(['retry-after', 'retry-after-ms', 'x-should-retry', 'openai-processing-ms']);

/** How long a provider may take until its answer begins; one that is not streamed may begin with its last byte. */
export function timeLimit({ asked, timeouts }: Exchange): { ms: number; setting: string } {
  return asked.stream
    ? { ms: timeouts.answerTimeout, setting: 'STREAM_START_MINUTES' }
    : { ms: timeouts.plainTimeout, setting: 'PLAIN_ANSWER_MINUTES' };
}

/** What a client is told whose answer was cut before it could be given any of it. */
export function cutFailure({ reason }: Cut, exchange: Exchange): ApiFailure {
  if (reason === 'upstream_timeout') return tooLate(exchange);
  if (reason === 'server_restart')
    return new ApiFailure(503, 'The server is stopping. Please try again.', { code: reason });
  // Whoever closed the connection is not there to read it: then it is for the log only.
  const message =
    reason === 'client_disconnect' ? 'The client closed the connection.' : MESSAGES[reason];
  return answerLost(499, message, reason);
}

function tooLate(exchange: Exchange): ApiFailure {
  const { ms, setting } = timeLimit(exchange);
  const minutes = Math.round(ms / 6_000) / 10;
  const { name } = exchange.route.provider;
  const what = exchange.asked.stream ? 'did not begin its answer' : 'did not give its answer';
  return answerLost(
    504,
    `The provider '${name}' ${what} within ${minutes} minutes. The setting ${setting} says how long it may take.`,
    'upstream_timeout',
  );
}
