import { joined } from '../json/text';

/** Whole lines, each ended by a line feed but for the last of a file; or a line that is too long to be read. */
export type Block =
  | { kind: 'lines'; bytes: Buffer; first: number; count: number }
  | { kind: 'too long'; line: number };

const NEWLINE = 10;
/** Enough lines to be worth a trip to another thread. */
const BLOCK_BYTES = 256 * 1024;

/**
 * Cuts a file into blocks of whole lines as it arrives. Holds one block and one line at most, and of a line beyond
 * `longest` bytes nothing.
 */
export async function* splitLines(
  source: AsyncIterable<Buffer>,
  longest: number,
): AsyncGenerator<Block> {
  const whole = createPile();
  const tail = createPile();
  let line = 1;
  let isSkipping = false;
  async function* emptied(): AsyncGenerator<Block> {
    if (whole.size === 0) return;
    const bytes = await whole.take();
    const count = linesIn(bytes);
    yield { kind: 'lines', bytes, first: line, count };
    line += count;
  }
  try {
    for await (const chunk of source) {
      let start = 0;
      if (isSkipping) {
        const end = chunk.indexOf(NEWLINE);
        if (end === -1) continue;
        isSkipping = false;
        start = end + 1;
      }
      const end = chunk.lastIndexOf(NEWLINE) + 1;
      if (end > start) {
        if (tail.size > 0) whole.add(await tail.take());
        whole.add(chunk.subarray(start, end));
        if (whole.size >= BLOCK_BYTES) yield* emptied();
      }
      tail.add(chunk.subarray(Math.max(start, end)));
      if (tail.size <= longest) continue;
      yield* emptied();
      yield { kind: 'too long', line };
      line += 1;
      tail.drop();
      isSkipping = true;
    }
  } catch (error) {
    // Whole lines that came are not lost with those that did not.
    yield* emptied();
    throw error;
  }
  if (tail.size > 0) whole.add(await tail.take());
  yield* emptied();
}

function createPile() {
  let held: Buffer[] = [];
  return {
    size: 0,
    add(bytes: Buffer): void {
      held.push(bytes);
      this.size += bytes.length;
    },
    /** In one place, which threads share when it is large. */
    async take(): Promise<Buffer> {
      const { size } = this;
      const [first] = held;
      const bytes = held.length === 1 && first ? first : joined(held, size);
      this.drop();
      return bytes;
    },
    drop(): void {
      held = [];
      this.size = 0;
    },
  };
}

function linesIn(bytes: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf(NEWLINE); at !== -1; at = bytes.indexOf(NEWLINE, at + 1)) count += 1;
  return bytes.at(-1) === NEWLINE ? count : count + 1;
}
