import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { type Duplex, type Readable, Transform } from 'node:stream';
import zlib from 'node:zlib';
import { upstreamInvalid } from './upstream-failures';

/** An answer of a provider: its bytes are not compressed any more. */
export type Answer = Readable & { statusCode?: number | undefined; headers: IncomingHttpHeaders };

/** Not in every version of Node. */
const { createZstdDecompress } = zlib as { createZstdDecompress?: () => Duplex };

/**
 * Some providers, and proxies before them, compress although nobody asked for it. Unpacks gzip, deflate, brotli and,
 * where Node can, zstd; an answer that was not compressed is passed back as it is. A few kilobytes can hold gigabytes:
 * it fails beyond `most` bytes. All failures are those of an answer that is lost, 502.
 */
export async function unpacked(response: IncomingMessage, most: number): Promise<Answer> {
  const encodings = (response.headers['content-encoding'] ?? '')
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '' && name !== 'identity');
  if (encodings.length === 0) return response;
  const begin = await beginning(response);
  const decoders = decodersFor(encodings, begin);
  const out = limited(most);
  response.on('error', (error) => out.destroy(error));
  for (const decoder of decoders) decoder.on('error', () => out.destroy(damaged(encodings)));
  const chain = [response, ...decoders];
  // Whoever stops reading closes the connection too.
  out.on('close', () => {
    for (const stream of chain) stream.destroy();
  });
  if (begin.length === 0) out.end();
  else for (const [at, stream] of chain.entries()) stream.pipe(decoders[at] ?? out);
  const { 'content-encoding': _, 'content-length': __, ...headers } = response.headers;
  return Object.assign(out, { statusCode: response.statusCode, headers });
}

/** The first bytes, which stay to be read; none of an empty body. */
async function beginning(response: IncomingMessage): Promise<Buffer> {
  const arriving = response.iterator({ destroyOnReturn: false }) as AsyncIterator<Buffer>;
  const { value, done } = await arriving.next();
  await arriving.return?.();
  if (done) return Buffer.alloc(0);
  response.unshift(value);
  return value;
}

/** What undoes them, the last one first; nothing where there is nothing to undo, whatever the header says. */
function decodersFor(encodings: readonly string[], begin: Buffer): Duplex[] {
  if (begin.length === 0 || isPlain(encodings.at(-1) ?? '', begin)) return [];
  return encodings.toReversed().map((name, at) => decoderFor(name, at === 0 ? begin : null));
}

const GZIP = [0x1f, 0x8b];
const MARKS: Record<string, readonly number[]> = {
  gzip: GZIP,
  'x-gzip': GZIP,
  zstd: [0x28, 0xb5, 0x2f, 0xfd],
};

/** A proxy that unpacked it may have left the header. Only formats that begin with a mark can be told from text. */
function isPlain(encoding: string, begin: Buffer): boolean {
  const mark = MARKS[encoding] ?? [];
  return mark.some((byte, at) => at < begin.length && begin[at] !== byte);
}

function decoderFor(encoding: string, begin: Buffer | null): Duplex {
  if (encoding === 'gzip' || encoding === 'x-gzip') return zlib.createGunzip();
  if (encoding === 'br') return zlib.createBrotliDecompress();
  if (encoding === 'zstd' && createZstdDecompress) return createZstdDecompress();
  // By the book it has a header; some servers send it without.
  if (encoding === 'deflate')
    return begin && (begin[0] ?? 0) % 16 !== 8 ? zlib.createInflateRaw() : zlib.createInflate();
  throw upstreamInvalid(
    `The provider compressed its answer as '${encoding.slice(0, 40)}' although it was asked not to.`,
  );
}

function limited(most: number): Transform {
  let size = 0;
  return new Transform({
    transform(bytes: Buffer, _encoding, done) {
      size += bytes.length;
      done(size > most ? upstreamInvalid('The answer of the provider is too large.') : null, bytes);
    },
  });
}

function damaged(encodings: readonly string[]): Error {
  const names = encodings.join(', ').slice(0, 40);
  return upstreamInvalid(`The provider's answer, compressed as '${names}', could not be unpacked.`);
}
