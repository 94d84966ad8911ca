/**
 * A text packed for the fragment of a link, which no server sees: deflated, and in letters that no program breaks.
 */
export async function packText(text: string): Promise<string> {
  const bytes = new TextEncoder().encode(text);
  return base64url(await gather(through(bytes, new CompressionStream('deflate-raw')), Infinity));
}

/** Throws for what was never packed, and as soon as it unfolds to more than `most` bytes. */
export async function unpackText(packed: string, most: number): Promise<string> {
  const bytes = through(fromBase64url(packed), new DecompressionStream('deflate-raw'));
  return new TextDecoder().decode(await gather(bytes, most));
}

function through(
  bytes: Uint8Array<ArrayBuffer>,
  stream: CompressionStream | DecompressionStream,
): ReadableStream<Uint8Array> {
  return new Blob([bytes]).stream().pipeThrough(stream);
}

/** All of a stream; throws as soon as it is more than `most` bytes. */
async function gather(stream: ReadableStream<Uint8Array>, most: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = stream.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.length;
    if (size > most) {
      await reader.cancel();
      throw new Error('Too large.');
    }
    chunks.push(value);
  }
  const all = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.length;
  }
  return all;
}

function base64url(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

function fromBase64url(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(binary, (char) => char.charCodeAt(0));
}
