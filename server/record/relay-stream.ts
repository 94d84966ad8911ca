import type { IncomingMessage } from 'node:http';
import { ApiFailure, errorBody } from '../errors';
import { parseExact, stringifyExact } from '../json/exact';
import { editMembers } from '../json/members';
import { isTooDeep } from '../json/depth';
import type { IncompleteReason } from '../store/store';
import { Cut } from './exchange';
import { createEndWatch, createFold, isObject, type Fold } from './fold';
import type { Recording } from './recording';
import type { Reader } from './runs';
import { sseEvents } from './sse-events';

export type StreamParts = {
  response: IncomingMessage;
  /** Aborted with a {@link Cut} to end the stream early. */
  abort: AbortController;
  recording: Recording | null;
  /** The client asked for the usage chunk. */
  includeUsage: boolean;
  readers: Set<Reader>;
  /** Milliseconds without a byte from the provider until the stream counts as dead. */
  idleTimeout: number;
  /** A fault of our own, for the log: the reader is told that the stream broke off. */
  onFault: (error: unknown) => void;
};

type Ending = {
  reason: IncompleteReason | null;
  /** The last event towards the client. */ event: string;
};

/**
 * Passes a provider's stream on to all readers, event by event, folding it meanwhile. `[DONE]` goes out only after the
 * whole answer is committed; a stream that ends in any other way ends in an error event, so that a truncated answer
 * never looks complete.
 */
export function relayStream(parts: StreamParts): { fold: Fold; done: Promise<void> } {
  const fold = createFold();
  return { fold, done: relay(parts, fold) };
}

async function relay(parts: StreamParts, fold: Fold): Promise<void> {
  const { recording, readers } = parts;
  const state = { firstTokenMs: null as number | null };
  const { reason, event } = await passOn(parts, recording ? fold : createEndWatch(), state);
  let last = event;
  if (recording) {
    const completion = fold.completion();
    const answer = stringifyExact({ ...completion, id: recording.id, created: recording.created });
    const timings = { ...state, totalMs: recording.elapsedMs() };
    const isKept = await recording.end(answer, completion, reason, timings);
    if (!isKept && reason === null) last = failureEvent(NOT_STORED, 'completion_not_stored');
  }
  for (const reader of readers) {
    reader.events([last]);
    reader.end();
  }
}

async function passOn(
  parts: StreamParts,
  fold: Pick<Fold, 'add' | 'isFinished'>,
  state: { firstTokenMs: number | null },
): Promise<Ending> {
  const { response, readers, recording, abort, onFault } = parts;
  const idle = setTimeout(() => abort.abort(new Cut('upstream_timeout')), parts.idleTimeout);
  try {
    for await (const batch of sseEvents(response)) {
      idle.refresh();
      const { chunks, ending } = readBatch(batch);
      // The client first: folding can wait until its bytes are on their way.
      const texts = chunks.flatMap((chunk) => towardsClient(chunk, parts));
      if (texts.length > 0) for (const reader of readers) reader.events(texts);
      if (recording && chunks.length > 0) state.firstTokenMs ??= recording.elapsedMs();
      for (const { value } of chunks) fold.add(value);
      if (ending) return ending;
    }
    // Some providers never send [DONE]: then the finish reasons say whether the answer is whole.
    return fold.isFinished() ? DONE : failed('upstream_error');
  } catch (error) {
    const cut: unknown = abort.signal.reason;
    // Only connections fail with a code.
    if (!(cut instanceof Cut || error instanceof ApiFailure || hasCode(error))) onFault(error);
    return failed(cut instanceof Cut ? cut.reason : 'upstream_error');
  } finally {
    clearTimeout(idle);
    release(response);
  }
}

function hasCode(error: unknown): boolean {
  return error instanceof Error && 'code' in error;
}

type Chunk = { data: string; value: Record<string, unknown> };

/** The chunks up to the event that ends the stream, if there is one among them. */
function readBatch(batch: readonly string[]): { chunks: Chunk[]; ending: Ending | null } {
  const chunks: Chunk[] = [];
  for (const data of batch) {
    if (data === '[DONE]') return { chunks, ending: DONE };
    const value = parseChunk(data);
    if (!value) return { chunks, ending: failed('invalid_response') };
    if ('error' in value && value['error'] != null)
      return { chunks, ending: { reason: 'upstream_error', event: data } };
    chunks.push({ data, value });
  }
  return { chunks, ending: null };
}

/** A provider that ends its answer now can take the next request on the same connection. */
function release(response: IncomingMessage): void {
  if (response.readableEnded || response.destroyed) return;
  const closing = setTimeout(() => response.destroy(), LINGER_MS);
  response.once('close', () => clearTimeout(closing));
  response.resume();
}

function parseChunk(data: string): Record<string, unknown> | null {
  // Short ones cannot be nested deeply enough to overflow whatever reads them.
  if (data.length > 1_000 && isTooDeep(Buffer.from(data))) return null;
  try {
    const chunk = parseExact(data);
    return isObject(chunk) ? chunk : null;
  } catch {
    return null;
  }
}

/** The chunk's text for the client: unchanged, or under our id when it is kept; none when it is not for the client. */
function towardsClient({ data, value }: Chunk, { recording, includeUsage }: StreamParts): string[] {
  if (!recording) return [data];
  const isUsageOnly = Array.isArray(value['choices']) && value['choices'].length === 0;
  if (!includeUsage && isUsageOnly && value['usage'] != null) return [];
  const text = editMembers(data, {
    id: JSON.stringify(recording.id),
    created: String(recording.created),
    // Asked for by us, to be kept: a client that did not ask must not see it.
    ...(includeUsage ? {} : { usage: null }),
  });
  return [text];
}

const LINGER_MS = 1_000;
const DONE: Ending = { reason: null, event: '[DONE]' };
const NOT_STORED =
  'The answer is complete but could not be stored: the completion store failed after the model had answered.';

const MESSAGES: Record<IncompleteReason, string> = {
  user_stop: 'The answer was stopped.',
  client_disconnect: 'The client went away.',
  upstream_error: 'The stream of the provider broke off: the answer is incomplete.',
  upstream_timeout: 'The provider fell silent: the answer is incomplete.',
  server_restart: 'The server is stopping: the answer is incomplete.',
  invalid_response: 'The provider sent an event that is not valid: the answer is incomplete.',
};

function failed(reason: IncompleteReason): Ending {
  return { reason, event: failureEvent(MESSAGES[reason], reason) };
}

function failureEvent(message: string, code: string): string {
  return JSON.stringify(errorBody(message, { type: 'server_error', code }));
}
