/** A picture of a film: a still WebP, and how long it stays, in milliseconds. */
export type Frame = { webp: Buffer; ms: number };

/** Joins stills of one size into an animated WebP that plays for ever; nothing is decoded, the chunks are only wrapped. */
export function animatedWebp(frames: readonly Frame[], width: number, height: number): Buffer {
  const size = Buffer.concat([uint24(width - 1), uint24(height - 1)]);
  const header = chunk('VP8X', Buffer.concat([Buffer.from([ANIMATED, 0, 0, 0]), size]));
  // White behind it, and no last round.
  const animation = chunk('ANIM', Buffer.from([255, 255, 255, 255, 0, 0]));
  const pictures = frames.map(({ webp, ms }) => {
    const place = Buffer.concat([uint24(0), uint24(0), size, uint24(ms), Buffer.from([REPLACES])]);
    return chunk('ANMF', Buffer.concat([place, imageData(webp)]));
  });
  return chunk('RIFF', Buffer.concat([Buffer.from('WEBP'), header, animation, ...pictures]));
}

const ANIMATED = 0b10;
/** Each picture covers the one before: it is not blended with it. */
const REPLACES = 0b10;
/** What a still has of its picture; the rest, such as its own header, is for a file. */
const IMAGE = new Set(['VP8 ', 'VP8L', 'ALPH']);

function imageData(webp: Buffer): Buffer {
  const kept: Buffer[] = [];
  for (let at = 12; at < webp.length;) {
    const end = at + 8 + even(webp.readUInt32LE(at + 4));
    if (IMAGE.has(webp.toString('latin1', at, at + 4))) kept.push(webp.subarray(at, end));
    at = end;
  }
  if (kept.length === 0) throw new Error('This is no WebP picture.');
  return Buffer.concat(kept);
}

function chunk(name: string, body: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.write(name, 'latin1');
  head.writeUInt32LE(body.length, 4);
  return Buffer.concat([head, body, Buffer.alloc(even(body.length) - body.length)]);
}

/** Chunks begin at even places. */
function even(length: number): number {
  return length + (length % 2);
}

function uint24(value: number): Buffer {
  const bytes = Buffer.alloc(3);
  bytes.writeUIntLE(value, 0, 3);
  return bytes;
}
