import type { ProviderError } from '#contract/provider-error';
import type { IncomingMessage } from 'node:http';
import { ApiFailure } from '../errors';
import { stringifyExact } from '../json/exact';
import { editMembers } from '../json/members';
import { answerLost, readAll } from '../providers/upstream';
import type { IncompleteReason } from '../store/store';
import { clientGone, Cut, type Exchange } from './exchange';
import { readWhole } from './read-whole';
import type { Flaw } from './recording';
import { failed } from './stream-ending';

export type WholeAnswer = { text: string; isStored: boolean };

/**
 * Reads an answer that was not to be streamed and keeps it, if asked to. Fails with the provider's own words when it is
 * an error whatever its status, and with 502 when it is no chat completion.
 */
export async function wholeAnswer(
  exchange: Exchange,
  response: IncomingMessage,
): Promise<WholeAnswer> {
  const { text, isUtf8 } = await read(exchange, response);
  const whole = readWhole(text, isUtf8);
  if (whole.kind === 'answer') {
    const answer = underOurId(exchange, whole.text);
    return { text: answer, isStored: await keep(exchange, answer, whole.value, whole.flaw) };
  }
  if (whole.kind === 'broken') {
    const partly = underOurId(exchange, stringifyExact(whole.value));
    await keep(exchange, partly, whole.value, whole.flaw);
    throw whole.flaw.error ? inItsWords(whole.flaw.error) : brokenOff();
  }
  const error = whole.kind === 'error' ? whole.error : null;
  await keepNothing(exchange, error ? failed('upstream_error', error) : unreadable(text));
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
  { recording }: Exchange,
  answer: string,
  parsed: unknown,
  flaw: Flaw | null,
): Promise<boolean> {
  if (!recording) return false;
  const timings = { firstTokenMs: null, totalMs: recording.elapsedMs() };
  // Nested too deep for the readers of a record: it is kept as text alone.
  if (parsed === null && flaw) return keepNothing({ recording }, flaw);
  return recording.end({ answer, parsed, flaw, timings });
}

/** The prompt stays, with an answer of no choices. */
async function keepNothing(
  { recording }: Pick<Exchange, 'recording'>,
  flaw: Flaw,
): Promise<boolean> {
  if (!recording) return false;
  const { id, created } = recording;
  const completion = { id, object: 'chat.completion', created, choices: [] };
  const timings = { firstTokenMs: null, totalMs: recording.elapsedMs() };
  return recording.end({ answer: JSON.stringify(completion), parsed: null, flaw, timings });
}

async function read(
  exchange: Exchange,
  response: IncomingMessage,
): Promise<{ text: string; isUtf8: boolean }> {
  try {
    return await readAll(response, exchange.timeouts.idleTimeout);
  } catch (error) {
    const cut: unknown = exchange.abort.signal.reason;
    await keepNothing(exchange, failed(cut instanceof Cut ? cut.reason : reasonOf(error)));
    if (cut instanceof Cut) throw clientGone();
    throw error instanceof ApiFailure ? error : brokenOff();
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

function brokenOff(): ApiFailure {
  return answerLost(502, 'The answer of the provider broke off.', 'upstream_error');
}

function noCompletion({ route }: Exchange): ApiFailure {
  return answerLost(
    502,
    `The provider '${route.provider.name}' sent an answer that is not a chat completion.`,
    'invalid_response',
  );
}
