import { saysSomething } from '#contract/fold/choice';
import { createEnd } from '#contract/fold/end';
import type { ProviderError } from '#contract/provider-error';
import { ApiFailure } from '../http/errors';
import { stringifyExact } from '../json/exact';
import { type Endings, hiderOf } from '../providers/quoted-keys';
import type { Answer } from '../providers/unpack';
import { LONG } from '../json/text';
import { aside } from '../threads/aside';
import { pauseAfterWork } from '../threads/turns';
import { Cut } from './cut';
import type { ProviderEvent } from './long-data';
import { providerEvents } from './provider-events';
import type { Flaw } from './outcome';
import { readStreamed, type Streamed, type StreamedChunk } from './read-streamed';
import { keepPromptAlone, type Recording } from './recording';
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
  /** Pieces of keys that the provider must not quote where it says what failed. */
  secrets: Endings;
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
    const isKept = await keep(recording, run, flaw, state.firstTokenMs);
    if (!isKept && flaw === null) end = { ...end, last: NOT_STORED };
  }
  run.end(end);
}

/** What is long is made ready where it holds nobody up. */
async function keep(
  recording: Recording,
  { folding }: Run,
  flaw: Ending,
  firstTokenMs: number | null,
): Promise<boolean> {
  const fold = folding.whole();
  if (fold && (flaw?.unreadable?.length ?? 0) <= LONG) {
    const completion = fold.completion();
    const answer = stringifyExact({ ...completion, id: recording.id, created: recording.created });
    const timings = { firstTokenMs, totalMs: recording.elapsedMs() };
    return recording.end({ answer, parsed: completion, flaw, timings });
  }
  const reading = recording.reading();
  const prepared = await aside.prepareStream(folding.stretches(), flaw, reading).catch(() => null);
  if (prepared) return recording.keep(prepared, firstTokenMs);
  await keepPromptAlone(recording, failed('not_stored'));
  return false;
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
      const { chunks, ending } = await readBatch(batch, parts);
      passChunks(chunks, parts, state);
      noteWaiting(parts, state, chunks, events.comment());
      for (const { value } of chunks) end.add(value);
      // Whoever answers in one piece has made as many choices as it can.
      if (chunks.some(({ isWhole }) => isWhole)) expected = 1;
      if (ending === 'done')
        return endOf(end.isWhole(true, expected), end.error(), events.isUtf8());
      if (ending) return ending;
      const pause = pauseAfterWork();
      if (pause) await pause;
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
  { run, secrets }: StreamParts,
  state: State,
  chunks: readonly StreamedChunk[],
  comment: string | null,
): void {
  const hasBegun = state.hasBegun || chunks.some(says);
  state.hasBegun = hasBegun;
  if (hasBegun) run.note = null;
  else {
    const told = chunks.map(({ value }) => noteInEvent(value)).findLast(Boolean);
    const note = told ?? noteInComment(comment);
    if (note !== null) run.note = hiderOf(secrets)(note);
  }
}

function endOf(isWhole: boolean, error: ProviderError | null, isUtf8: boolean): Ending {
  if (!isWhole) return failed('upstream_error', error);
  return isUtf8 ? null : failed('invalid_response', NOT_UTF8);
}

function hasCode(error: unknown): boolean {
  return error instanceof Error && 'code' in error;
}

/** The chunks up to the event that ends the stream, if there is one among them. */
async function readBatch(
  batch: readonly ProviderEvent[],
  parts: StreamParts,
): Promise<{ chunks: StreamedChunk[]; ending: Flaw | 'done' | null }> {
  const chunks: StreamedChunk[] = [];
  for (const event of batch) {
    const reading = readOne(event, parts);
    const read = reading instanceof Promise ? await reading : reading;
    if (read.kind === 'end') return { chunks, ending: read.ending };
    if (read.kind === 'chunk') chunks.push(read.chunk);
  }
  return { chunks, ending: null };
}

function readOne(
  event: ProviderEvent,
  { secrets, includeUsage, run: { identity } }: StreamParts,
): Streamed | Promise<Streamed> {
  const shown = { identity, includeUsage };
  const { data } = event;
  return typeof data === 'string' && data.length <= LONG
    ? readStreamed({ ...event, data }, hiderOf(secrets), shown)
    : aside.readLongEvent(event, secrets, shown);
}

function passChunks(chunks: readonly StreamedChunk[], parts: StreamParts, state: State): void {
  const { run, recording } = parts;
  // The client first: folding can wait until its bytes are on their way.
  const texts = chunks.flatMap((chunk) => chunk.texts);
  if (texts.length > 0) for (const reader of run.readers) reader.events(texts);
  for (const chunk of chunks) {
    const { data, value, isLong } = chunk;
    if (state.firstTokenMs === null && says(chunk)) {
      run.firstTokenMs = Date.now() - run.startedAt;
      state.firstTokenMs = recording?.elapsedMs() ?? run.firstTokenMs;
    }
    if (isLong) {
      if (recording) run.growth.addStretch(data);
      run.folding.addStretch(data);
    } else {
      if (recording) run.growth.add(data);
      run.folding.add(value, data);
    }
  }
}

/** No long one says nothing. */
function says({ value, isLong }: StreamedChunk): boolean {
  return isLong || saysSomething(value);
}

/** A provider that ends its answer now can take the next request on the same connection. */
function release(response: Answer): void {
  if (response.readableEnded || response.destroyed) return;
  const closing = setTimeout(() => response.destroy(), LINGER_MS);
  response.once('close', () => clearTimeout(closing));
  response.resume();
}

const LINGER_MS = 1_000;
