import { asChunk } from '#contract/fold/as-chunk';
import { isObject } from '#contract/json';
import type { ProviderError } from '#contract/provider-error';
import { ApiFailure } from '../errors';
import { stringifyExact } from '../json/exact';
import { editMembers } from '../json/members';
import type { Answer } from '../providers/unpack';
import { readAll } from '../providers/upstream';
import { hideKeys } from '../providers/hide-keys';
import { answerBroken, answerLost } from '../providers/upstream-failures';
import type { IncompleteReason } from '../store/store';
import { Cut } from './cut';
import { cutFailure, type Exchange, timeLimit } from './exchange';
import { readWhole } from './read-whole';
import type { Flaw } from './outcome';
import { keepPromptAlone } from './recording';
import { soFar } from './run';
import { endedWith, failed, NOT_STORED } from './stream-ending';

export type WholeAnswer = { text: string; isStored: boolean };

/**
 * Reads an answer that was not to be streamed and keeps it, if asked to. Fails with the provider's own words when it is
 * an error whatever its status, and with 502 when it is no chat completion.
 */
export async function wholeAnswer(exchange: Exchange, response: Answer): Promise<WholeAnswer> {
  exchange.run.phase = 'streaming';
  const { text, isUtf8 } = await read(exchange, response);
  exchange.run.phase = 'storing';
  const hide = hideKeys(exchange.route.provider);
  const whole = readWhole(text, isUtf8, hide);
  if (whole.kind === 'answer') {
    const answer = underOurId(exchange, whole.text);
    return { text: answer, isStored: await keep(exchange, answer, whole.value, whole.flaw) };
  }
  if (whole.kind === 'broken') {
    const partly = underOurId(exchange, stringifyExact(whole.value));
    await keep(exchange, partly, whole.value, whole.flaw);
    throw whole.flaw.error ? inItsWords(whole.flaw.error) : answerBroken();
  }
  const error = whole.kind === 'error' ? whole.error : null;
  await keepNothing(exchange, error ? failed('upstream_error', error) : unreadable(hide(text)));
  throw error ? inItsWords(error) : noCompletion(exchange);
}

function underOurId({ recording }: Exchange, text: string): string {
  if (!recording) return text;
  return editMembers(text, {
    id: JSON.stringify(recording.id),
    created: String(recording.created),
  });
}

async function keep(
  exchange: Exchange,
  answer: string,
  parsed: unknown,
  flaw: Flaw | null,
): Promise<boolean> {
  // Nested too deep for the readers of a record: it is kept as text alone.
  if (parsed === null && flaw) return keepNothing(exchange, flaw);
  const { recording, run } = exchange;
  let isKept = false;
  if (recording) {
    const timings = { firstTokenMs: null, totalMs: recording.elapsedMs() };
    isKept = await recording.end({ answer, parsed, flaw, timings });
  }
  if (isObject(parsed)) run.fold.add(asChunk(parsed));
  for (const reader of run.readers) reader.events([soFar(run)]);
  const isLost = recording !== null && !isKept && flaw === null;
  run.end({ ...endedWith(flaw), ...(isLost && { last: NOT_STORED }) });
  return isKept;
}

/** The prompt stays, with an answer of no choices. */
async function keepNothing({ recording, run }: Exchange, flaw: Flaw): Promise<boolean> {
  const isKept = recording ? await keepPromptAlone(recording, flaw) : false;
  run.end(endedWith(flaw));
  return isKept;
}

async function read(
  exchange: Exchange,
  response: Answer,
): Promise<{ text: string; isUtf8: boolean }> {
  const { run } = exchange;
  const left = Math.max(0, run.startedAt + timeLimit(exchange).ms - Date.now());
  const limit = setTimeout(() => run.stop('upstream_timeout'), left);
  try {
    return await readAll(response, exchange.timeouts.idleTimeout, left);
  } catch (error) {
    const cut: unknown = run.abort.signal.reason;
    await keepNothing(exchange, failed(cut instanceof Cut ? cut.reason : reasonOf(error)));
    if (cut instanceof Cut) throw cutFailure(cut, exchange);
    throw error instanceof ApiFailure ? error : answerBroken();
  } finally {
    clearTimeout(limit);
  }
}

function reasonOf(error: unknown): IncompleteReason {
  return error instanceof ApiFailure && error.status === 504
    ? 'upstream_timeout'
    : 'upstream_error';
}

function unreadable(text: string): Flaw {
  return { ...failed('invalid_response'), unreadable: text };
}

/** The status that the provider names in its error, since the one it sent said that all was well. */
function inItsWords({ message, type, param, code }: ProviderError): ApiFailure {
  const named = Number(code);
  const status = Number.isInteger(named) && named >= 400 && named < 600 ? named : 502;
  const details = { type: type ?? 'upstream_error', param, code: code ?? 'upstream_error' };
  return new ApiFailure(status, message, details);
}

function noCompletion({ route }: Exchange): ApiFailure {
  return answerLost(
    502,
    `The provider '${route.provider.name}' sent an answer that is not a chat completion.`,
    'invalid_response',
  );
}
