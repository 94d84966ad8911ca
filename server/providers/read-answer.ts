import { isUtf8 } from 'node:buffer';
import { joined } from '../json/text';
import type { Answer } from './unpack';
import { upstreamInvalid, upstreamSilent } from './upstream-failures';

const IDLE_TIMEOUT = 300_000;
/** Answers and streams beyond this are cut: no provider sends them in good faith. */
export const MAX_ANSWER_BYTES = 64 * 1024 * 1024;

/**
 * The whole answer as text, without a byte order mark; bytes that are not UTF-8 come as U+FFFD. Fails with 502 when it is larger than {@link MAX_ANSWER_BYTES}, with 504 when nothing comes
 * for `idleTimeout` milliseconds, `firstTimeout` before the first byte, and with the connection's own error when it breaks off.
 */
export async function readAll(
  response: Answer,
  idleTimeout = IDLE_TIMEOUT,
): Promise<{ text: string; isUtf8: boolean }> {
  const bytes = await readBytes(response, idleTimeout);
  return { text: new TextDecoder().decode(bytes), isUtf8: isUtf8(bytes) };
}

/** The same as bytes, as they came. `came` is told of each piece, and may make those that follow wait. */
export async function readBytes(
  response: Answer,
  idleTimeout: number,
  firstTimeout = idleTimeout,
  came: (bytes: number) => Promise<void> | null = () => null,
): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  const giveUp = () => response.destroy(upstreamSilent());
  let idle = setTimeout(giveUp, firstTimeout);
  const goOn = () => void (idle = setTimeout(giveUp, idleTimeout));
  const pauseUntil = async (free: Promise<void>) => {
    response.pause();
    await free;
    if (response.destroyed) return;
    goOn();
    response.resume();
  };
  const take = (chunk: Buffer) => {
    clearTimeout(idle);
    size += chunk.length;
    if (size > MAX_ANSWER_BYTES)
      return response.destroy(upstreamInvalid('The answer of the provider is too large.'));
    chunks.push(chunk);
    const wait = came(chunk.length);
    if (wait) void pauseUntil(wait);
    else goOn();
  };
  try {
    await ended(response.on('data', take));
  } finally {
    clearTimeout(idle);
  }
  return joined(chunks, size);
}

/** Resolves at its end. Fails with its error, or with one of ours when it closes before. An iterator costs twice as much. */
function ended(response: Answer): Promise<void> {
  return new Promise((resolve, reject) => {
    // An error that nobody gets costs as much as one that somebody does.
    const close = () => {
      if (!response.readableEnded) reject(response.errored ?? new Error('closed before its end'));
    };
    if (response.destroyed) return close();
    response.on('end', resolve).on('error', reject).on('close', close);
  });
}
