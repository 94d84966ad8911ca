import type { IncomingMessage } from 'node:http';
import { ApiFailure } from '../errors';
import { parseExact } from '../json/exact';
import { editMembers } from '../json/members';
import { readAll, upstreamFailure } from '../providers/upstream';
import type { IncompleteReason } from '../store/store';
import { clientGone, Cut, type Exchange } from './exchange';
import { isObject } from './fold';

export type WholeAnswer = { text: string; isStored: boolean };

/** Reads an unstreamed answer and keeps it, if asked to. Fails with 502 when it is no chat completion. */
export async function wholeAnswer(
  exchange: Exchange,
  response: IncomingMessage,
): Promise<WholeAnswer> {
  const { recording } = exchange;
  const text = await read(exchange, response);
  const completion = parseCompletion(text);
  if (completion === null) {
    await keepEmpty(exchange, 'invalid_response');
    throw upstreamFailure(
      502,
      `The provider '${exchange.route.provider.name}' sent an answer that is not a chat completion.`,
      'invalid_response',
    );
  }
  if (!recording) return { text, isStored: false };
  const answer = editMembers(text, {
    id: JSON.stringify(recording.id),
    created: String(recording.created),
  });
  const timings = { firstTokenMs: null, totalMs: recording.elapsedMs() };
  return { text: answer, isStored: await recording.end(answer, completion, null, timings) };
}

async function read(exchange: Exchange, response: IncomingMessage): Promise<string> {
  try {
    return await readAll(response, exchange.timeouts.idleTimeout);
  } catch (error) {
    const cut: unknown = exchange.abort.signal.reason;
    await keepEmpty(exchange, cut instanceof Cut ? cut.reason : reasonOf(error));
    if (cut instanceof Cut) throw clientGone();
    if (error instanceof ApiFailure) throw error;
    throw upstreamFailure(502, 'The answer of the provider broke off.', 'upstream_error');
  }
}

function reasonOf(error: unknown): IncompleteReason {
  return error instanceof ApiFailure && error.status === 504
    ? 'upstream_timeout'
    : 'upstream_error';
}

/** The prompt stays, with an answer of no choices. */
async function keepEmpty({ recording }: Exchange, reason: IncompleteReason): Promise<void> {
  if (!recording) return;
  const { id, created } = recording;
  const completion = { id, object: 'chat.completion', created, choices: [] };
  const timings = { firstTokenMs: null, totalMs: recording.elapsedMs() };
  await recording.end(JSON.stringify(completion), null, reason, timings);
}

function parseCompletion(text: string): unknown {
  try {
    const completion = parseExact(text);
    const isCompletion = isObject(completion) && Array.isArray(completion['choices']);
    return isCompletion ? completion : null;
  } catch {
    return null;
  }
}
