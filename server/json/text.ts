import { isStorable } from '#contract/storable';
import { setImmediate } from 'node:timers/promises';

/**
 * Text, or of a long one its UTF-8 in memory that all threads share: only to copy it from one to another would hold
 * everybody up.
 */
export type SharedText = string | Uint8Array;

/** In bytes. What is shorter is dealt with before a thread would have been told of it. */
export const LONG = 64 * 1024;

/** In bytes: some milliseconds of copying. */
const SLICE = 2 * 1024 * 1024;

/** For another thread. What no store takes, and what has no UTF-8, stays as it is. */
export function shared(text: string): SharedText {
  if (text.length <= LONG || !isStorable(text)) return text;
  const bytes = room(Buffer.byteLength(text));
  bytes.write(text);
  return bytes;
}

export function textOf(text: SharedText): string {
  return typeof text === 'string' ? text : decoder.decode(text);
}

const decoder = new TextDecoder();

export function bufferOf(text: SharedText): Buffer {
  return typeof text === 'string'
    ? Buffer.from(text)
    : Buffer.from(text.buffer, text.byteOffset, text.byteLength);
}

/** For whoever writes it to a connection: of a long text the bytes, in memory that a thread can give away. */
export function ready(text: string): SharedText {
  return text.length <= LONG ? text : Buffer.from(text);
}

/** All bytes in one place, in memory that threads share when they are many. */
export async function joined(chunks: readonly Buffer[], size: number): Promise<Buffer> {
  return size <= LONG ? Buffer.concat(chunks) : gathered(chunks, room(size));
}

/** All bytes in `all`, copied with pauses. */
export async function gathered(chunks: readonly Buffer[], all: Buffer): Promise<Buffer> {
  let at = 0;
  let slice = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.length;
    slice += chunk.length;
    if (slice < SLICE) continue;
    slice = 0;
    await setImmediate();
  }
  return all;
}

function room(size: number): Buffer {
  return Buffer.from(new SharedArrayBuffer(size));
}
