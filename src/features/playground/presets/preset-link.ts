import { asRecord } from '@/lib/as-record';
import { contentFrom, type PresetContent } from './preset';

const NAME = '#preset=';
/** Browsers take more; programs that pass links on do not. */
const LONGEST_LINK = 60_000;
/** What a link may unfold to, in bytes. */
const LARGEST_CONTENT = 4_000_000;

export type SharedPreset = { name: string; content: PresetContent };

/** A link that holds the whole preset in its fragment, which no server sees. Throws an Error that says what to do. */
export async function presetLink(origin: string, { name, content }: SharedPreset): Promise<string> {
  const bytes = new TextEncoder().encode(JSON.stringify({ name, ...content }));
  const packed = await gather(through(bytes, new CompressionStream('deflate-raw')), Infinity);
  const link = `${origin}/${NAME}${base64url(packed)}`;
  if (link.length > LONGEST_LINK) {
    throw new Error(
      'It is too large for a link, mostly because of attachments. Export it as a file.',
    );
  }
  return link;
}

/** Throws an Error for a fragment that holds none. */
export async function presetFromLink(hash: string): Promise<SharedPreset> {
  try {
    const packed = fromBase64url(hash.slice(NAME.length));
    const unpacked = through(packed, new DecompressionStream('deflate-raw'));
    const text = new TextDecoder().decode(await gather(unpacked, LARGEST_CONTENT));
    const value: unknown = JSON.parse(text);
    const content = contentFrom(value);
    const { name } = asRecord(value) ?? {};
    if (content)
      return { name: typeof name === 'string' && name ? name : 'Shared preset', content };
  } catch {
    // Cut off, or never ours: the one sentence below says all that can be done.
  }
  throw new Error('The link is damaged or cut off. Ask for it again, or for a file.');
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
