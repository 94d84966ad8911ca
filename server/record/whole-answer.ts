import type { ProviderError } from '#contract/provider-error';
import type { SharedText } from '../json/text';
import { aside } from '../threads/aside';
import type { Coming } from '../http/bodies/unread';
import { ApiFailure } from '../http/errors';
import type { Answer } from '../providers/unpack';
import { readBytes } from '../providers/read-answer';
import { endings } from '../providers/quoted-keys';
import { answerBroken, answerLost } from '../providers/upstream-failures';
import type { IncompleteReason } from '#contract/completion';
import { Cut } from './cut';
import { cutFailure, type Exchange, timeLimit } from './exchange';
import type { ReadAnswer } from './read-answer';
import type { Flaw } from './outcome';
import { keepPromptAlone } from './recording';
import type { Run } from './run';
import { endedWith, failed, NOT_STORED } from './stream-ending';

/** `text`: null where nothing came that could be read. */
type Kept = Pick<Extract<ReadAnswer, { text: unknown }>, 'flaw' | 'prepared'> & {
  text: SharedText | null;
};

export type WholeAnswer = { text: SharedText; isStored: boolean };

/**
 * Reads an answer that was not to be streamed and keeps it, if asked to. Fails with the provider's own words when it is
 * an error whatever its status, and with 502 when it is no chat completion.
 */
export async function wholeAnswer(
  exchange: Exchange,
  response: Answer,
  coming: Coming,
): Promise<WholeAnswer> {
  const { run, route, recording } = exchange;
  run.phase = 'streaming';
  const bytes = await read(exchange, response, coming);
  run.phase = 'storing';
  const secrets = endings(route.provider);
  const came = await aside.readAnswer(bytes, { secrets, keep: recording?.reading() ?? null });
  if (came.kind === 'error') {
    await keepNothing(exchange, failed('upstream_error', came.error));
    throw inItsWords(came.error);
  }
  if (came.kind === 'unreadable') {
    await keep(exchange, { ...came, text: null, flaw: failed('invalid_response') });
    throw noCompletion(exchange, came.words);
  }
  const isStored = await keep(exchange, came);
  if (came.kind === 'answer') return { text: came.text, isStored };
  throw came.flaw?.error ? inItsWords(came.flaw.error) : answerBroken();
}

async function keep(
  { recording, run }: Exchange,
  { flaw, text, prepared }: Kept,
): Promise<boolean> {
  const isKept = recording && prepared ? await recording.keep(prepared) : false;
  const event = text !== null && isFollowed(run) ? await eventOf(text) : null;
  // What could not be read is kept as text alone.
  if (event !== null) {
    run.whole = event;
    for (const reader of run.readers) reader.events([event]);
  }
  const isLost = recording !== null && !isKept && flaw === null;
  run.end({ ...endedWith(flaw), ...(isLost && { last: NOT_STORED }) });
  return isKept;
}

/** Somebody hears it, or may ask for it once it has ended. */
function isFollowed({ readers, goesOn, isStored }: Run): boolean {
  return readers.size > 0 || (goesOn && !isStored);
}

/** An answer is not lost because those who follow it cannot be told. */
function eventOf(text: SharedText): Promise<SharedText | null> {
  return aside.wholeEvent(text).catch(() => null);
}

/** The prompt stays, with an answer of no choices. */
async function keepNothing({ recording, run }: Exchange, flaw: Flaw): Promise<boolean> {
  const isKept = recording ? await keepPromptAlone(recording, flaw) : false;
  run.end(endedWith(flaw));
  return isKept;
}

async function read(exchange: Exchange, response: Answer, coming: Coming): Promise<Buffer> {
  const { run } = exchange;
  const left = Math.max(0, run.startedAt + timeLimit(exchange).ms - Date.now());
  const limit = setTimeout(() => run.stop('upstream_timeout'), left);
  try {
    const { idleTimeout } = exchange.timeouts;
    return await readBytes(response, idleTimeout, left, coming.came);
  } catch (error) {
    const cut: unknown = run.abort.signal.reason;
    await keepNothing(exchange, failed(cut instanceof Cut ? cut.reason : reasonOf(error)));
    if (cut instanceof Cut) throw cutFailure(cut, exchange);
    throw error instanceof ApiFailure ? error : answerBroken();
  } finally {
    clearTimeout(limit);
    coming.end();
  }
}

function reasonOf(error: unknown): IncompleteReason {
  return error instanceof ApiFailure && error.status === 504
    ? 'upstream_timeout'
    : 'upstream_error';
}

/** The status that the provider names in its error, since the one it sent said that all was well. */
function inItsWords({ message, type, param, code }: ProviderError): ApiFailure {
  const named = Number(code);
  const status = Number.isInteger(named) && named >= 400 && named < 600 ? named : 502;
  const details = { type: type ?? 'upstream_error', param, code: code ?? 'upstream_error' };
  return new ApiFailure(status, message, details);
}

function noCompletion({ route }: Exchange, words: string | null): ApiFailure {
  return answerLost(
    502,
    `The provider '${route.provider.name}' sent an answer that is not a chat completion${words === null ? '.' : `: ${words}`}`,
    'invalid_response',
  );
}
