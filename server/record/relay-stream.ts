import type { AnswerEvent } from '#contract/fold/answer-form';
import { asChunk } from '#contract/fold/as-chunk';
import { saysSomething } from '#contract/fold/choice';
import { createEnd } from '#contract/fold/end';
import { readEvent } from '#contract/fold/read-event';
import type { JsonObject } from '#contract/json';
import type { ProviderError } from '#contract/provider-error';
import { isStorable } from '#contract/storable';
import { ApiFailure } from '../http/errors';
import { stringifyExact } from '../json/exact';
import { editMembers } from '../json/members';
import { hideInAnswer, hideInError } from '../providers/hide-keys';
import type { Hide } from '../providers/quoted-keys';
import type { Answer } from '../providers/unpack';
import { parseAnswer } from './answer-json';
import { Cut } from './cut';
import { providerEvents } from './provider-events';
import type { Flaw } from './outcome';
import type { Recording } from './recording';
import type { Run } from './run';
import { endedWith, failed, NOT_STORED, NOT_UTF8 } from './stream-ending';
import { noteInComment, noteInEvent } from './wait-note';

export type StreamParts = {
  response: Answer;
  recording: Recording | null;
  /** The client wants the usage chunk. */
  includeUsage: boolean;
  /** How many choices were asked for. */
  choices: number;
  run: Run;
  /** Milliseconds without a byte from the provider until the stream counts as dead. */
  idleTimeout: number;
  /** For what the provider says of a failure. */
  hide: Hide;
  /** A fault of our own, for the log: the reader is told that the stream broke off. */
  onFault: (error: unknown) => void;
};

/** Null when the answer is whole. */
type Ending = Flaw | null;

/**
 * Passes a provider's stream on to all readers, event by event, folding it meanwhile. `[DONE]` goes out only after the
 * whole answer is committed; a stream that ends in any other way ends in an error event, so that a truncated answer
 * never looks complete.
 */
export async function relayStream(parts: StreamParts): Promise<void> {
  const { recording, run } = parts;
  const state: State = { firstTokenMs: null, hasBegun: false };
  run.phase = 'streaming';
  const flaw = await passOn(parts, state);
  let end = endedWith(flaw);
  if (recording) {
    run.phase = 'storing';
    // A piece that comes after the end would outlive it.
    await run.growthKept;
    const completion = run.fold.completion();
    const answer = stringifyExact({ ...completion, id: recording.id, created: recording.created });
    const timings = { firstTokenMs: state.firstTokenMs, totalMs: recording.elapsedMs() };
    const isKept = await recording.end({ answer, parsed: completion, flaw, timings });
    if (!isKept && flaw === null) end = { ...end, last: NOT_STORED };
  }
  run.end(end);
}

type State = { firstTokenMs: number | null; hasBegun: boolean };

async function passOn(parts: StreamParts, state: State): Promise<Ending> {
  const { response, run, onFault } = parts;
  const idle = setTimeout(() => run.stop('upstream_timeout'), parts.idleTimeout);
  const end = createEnd();
  let expected = parts.choices;
  try {
    const events = providerEvents(response);
    for await (const batch of events.batches) {
      idle.refresh();
      const { chunks, ending } = readBatch(batch, parts.hide);
      passChunks(chunks, parts, state);
      noteWaiting(parts, state, chunks, events.comment());
      for (const { value } of chunks) end.add(value);
      // Whoever answers in one piece has made as many choices as it can.
      if (chunks.some(({ isWhole }) => isWhole)) expected = 1;
      if (ending === 'done')
        return endOf(end.isWhole(true, expected), end.error(), events.isUtf8());
      if (ending) return ending;
    }
    // Some providers never send [DONE]: then the finish reasons say whether the answer is whole.
    return endOf(end.isWhole(false, expected), end.error(), events.isUtf8());
  } catch (error) {
    const cut: unknown = run.abort.signal.reason;
    // Only connections fail with a code.
    if (!(cut instanceof Cut || error instanceof ApiFailure || hasCode(error))) onFault(error);
    return failed(cut instanceof Cut ? cut.reason : 'upstream_error');
  } finally {
    clearTimeout(idle);
    release(response);
  }
}

/** Until the answer says something, the provider may say what it waits for. */
function noteWaiting(
  { run, hide }: StreamParts,
  state: State,
  chunks: readonly Chunk[],
  comment: string | null,
): void {
  const hasBegun = state.hasBegun || chunks.some(({ value }) => saysSomething(value));
  state.hasBegun = hasBegun;
  if (hasBegun) run.note = null;
  else {
    const told = chunks.map(({ value }) => noteInEvent(value)).findLast(Boolean);
    const note = told ?? noteInComment(comment);
    if (note !== null) run.note = hide(note);
  }
}

function endOf(isWhole: boolean, error: ProviderError | null, isUtf8: boolean): Ending {
  if (!isWhole) return failed('upstream_error', error);
  return isUtf8 ? null : failed('invalid_response', NOT_UTF8);
}

function hasCode(error: unknown): boolean {
  return error instanceof Error && 'code' in error;
}

type Chunk = { data: string; value: JsonObject; isWhole: boolean };

/** The chunks up to the event that ends the stream, if there is one among them. */
function readBatch(
  batch: readonly AnswerEvent[],
  hide: Hide,
): {
  chunks: Chunk[];
  ending: Flaw | 'done' | null;
} {
  const chunks: Chunk[] = [];
  for (const event of batch) {
    const read = readEvent(event, parseAnswer);
    if (read.kind === 'done') return { chunks, ending: 'done' };
    if (read.kind === 'error')
      return { chunks, ending: failed('upstream_error', hideInError(hide, read.error)) };
    if (read.kind === 'unreadable')
      return { chunks, ending: { ...failed('invalid_response'), unreadable: hide(event.data) } };
    if (read.kind === 'chunk') {
      const value = hideInAnswer(hide, read.chunk);
      const isAsItCame = value === read.chunk && !read.isMended;
      const data = isAsItCame ? event.data : stringifyExact(value);
      chunks.push({ data, value, isWhole: event.isWhole === true });
    }
  }
  return { chunks, ending: null };
}

function passChunks(chunks: readonly Chunk[], parts: StreamParts, state: State): void {
  // The client first: folding can wait until its bytes are on their way.
  const texts = chunks.flatMap((chunk) => towardsClient(chunk, parts));
  if (texts.length > 0) for (const reader of parts.run.readers) reader.events(texts);
  for (const { data, value } of chunks) {
    if (parts.recording) parts.run.growth.push(isStorable(data) ? data : stringifyExact(value));
    if (parts.recording && state.firstTokenMs === null && saysSomething(value))
      state.firstTokenMs = parts.recording.elapsedMs();
    parts.run.fold.add(value);
  }
}

/** A provider that ends its answer now can take the next request on the same connection. */
function release(response: Answer): void {
  if (response.readableEnded || response.destroyed) return;
  const closing = setTimeout(() => response.destroy(), LINGER_MS);
  response.once('close', () => clearTimeout(closing));
  response.resume();
}

/** The chunk's text for the client: unchanged, or under our id when it is kept; none when it is not for the client. */
function towardsClient({ data, value, isWhole }: Chunk, parts: StreamParts): string[] {
  const { recording, includeUsage } = parts;
  const text = isWhole ? stringifyExact(asChunk(value)) : data;
  if (!recording) return [text];
  // Asked for by us: a client that did not ask must not see it, but does see what else came with it.
  if (!includeUsage && value['usage'] != null && isUsageOnly(value)) return [];
  return [
    editMembers(text, {
      id: JSON.stringify(recording.id),
      created: String(recording.created),
      ...(!includeUsage && { usage: null }),
    }),
  ];
}

const HEAD = new Set(['id', 'object', 'created', 'model', 'choices', 'usage', 'obfuscation']);
const ABOUT = new Set(['system_fingerprint', 'service_tier', 'provider']);

function isUsageOnly(value: JsonObject): boolean {
  const { choices } = value;
  if (!Array.isArray(choices) || choices.length > 0) return false;
  return Object.entries(value).every(
    ([key, member]) => HEAD.has(key) || ABOUT.has(key) || member === null,
  );
}

const LINGER_MS = 1_000;
