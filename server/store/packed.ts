import { constants, deflateRawSync, inflateRawSync } from 'node:zlib';
import { assertStorable } from './sql/storable-values';
import { bufferOf, type SharedText } from '../json/text';

/** JSON texts of a completion: the request's messages, and the answer. */
type Texts = { messages: string; body: string };

/** Bytes of both texts. Shorter ones would save little, longer ones would hold up who waits. */
const LEAST = 1_024;
export const MOST_PACKED = 0xffff;
/** Of both texts: what takes more of them stays as it is, pictures above all. */
const MOST_LEFT = 0.7;

/** How the rest is packed. No JSON text begins with this byte. */
const VERSION = 1;
/** The version, then the bytes of each text, as they were. */
export const HEADER = 5;

/** What nearly every answer says. A part of the format: another one is another version. */
const dictionary = Buffer.from(
  `,"tool_calls":[{"id":"call_","type":"function","function":{"name":"","arguments":"{\\"},{"role":"tool","tool_call_id":"\
"reasoning_content":","prompt_tokens_details":{"cached_tokens":0,"audio_tokens":0},"completion_tokens_details":{\
"reasoning_tokens":0,"audio_tokens":0,"accepted_prediction_tokens":0,"rejected_prediction_tokens":0}},"service_tier":\
"default","system_fingerprint":"fp_"} would have been with their which about from they this that you are not for the \
and of to in is [{"role":"system","content":"You are a helpful assistant."},{"role":"user","content":"{"id":"chatcmpl-",\
"object":"chat.completion","created":17,"model":"gpt-","choices":[{"index":0,"message":{"role":"assistant","content":"\
","refusal":null,"annotations":[]},"logprobs":null,"finish_reason":"stop"}],"usage":{"prompt_tokens":1,\
"completion_tokens":1,"total_tokens":1`,
);

/** Small, since to make room for each text takes most of the time. */
const WINDOW = { windowBits: 13, dictionary };
const DEFLATE = { ...WINDOW, level: 4, memLevel: 6, chunkSize: 2_048 };

/**
 * Both texts as the value of `body`, of which `messages` is empty then; null where that saves little. Throws as any other
 * write for what cannot be stored.
 */
export function pack(messages: SharedText, body: SharedText, least = LEAST): Buffer | null {
  if (messages.length + body.length > MOST_PACKED) return null;
  const [ofBody, ofMessages] = [bufferOf(body), bufferOf(messages)];
  const size = ofBody.length + ofMessages.length;
  if (size < least || size > MOST_PACKED) return null;
  for (const text of [messages, body]) if (typeof text === 'string') assertStorable(text);
  const deflated = deflateRawSync(Buffer.concat([ofBody, ofMessages], size), DEFLATE);
  if (deflated.length > size * MOST_LEFT) return null;
  const header = Buffer.alloc(HEADER);
  header.writeUInt8(VERSION);
  header.writeUInt16BE(ofBody.length, 1);
  header.writeUInt16BE(ofMessages.length, 3);
  return Buffer.concat([header, deflated]);
}

/**
 * Both texts as the columns of their names keep them; `written`: how an engine writes bytes there, `least`: what is
 * shorter stays as it is.
 */
export function asKept(
  texts: Record<keyof Texts, SharedText>,
  written: (packed: Buffer) => SharedText = (packed) => packed,
  least = LEAST,
): typeof texts {
  const packed = pack(texts.messages, texts.body, least);
  return packed ? { messages: '', body: written(packed) } : texts;
}

/**
 * Whoever reads a completion's `body` gets it as it was, and its `messages`, too, where they are read with it. `bytesOf`:
 * those that an engine has in place of it, if it has.
 */
export function unpackInto(row: object, bytesOf: (body: unknown) => Buffer | null): void {
  const bytes = 'body' in row ? bytesOf(row.body) : null;
  if (!bytes) return;
  const { body, messages } = unpack(bytes);
  Object.assign(row, { body }, 'messages' in row && { messages });
}

export function isPacked(bytes: Uint8Array): boolean {
  return bytes[0] === VERSION;
}

/** Damaged bytes throw as a damaged page of SQLite does, on both engines. */
export function unpack(bytes: Buffer): Texts {
  try {
    return inflated(bytes);
  } catch (cause) {
    const error = new Error('the packed texts of a completion are damaged', { cause });
    throw Object.assign(error, { code: 'SQLITE_CORRUPT' });
  }
}

function inflated(bytes: Buffer): Texts {
  const size = packedSize(bytes);
  const chunkSize = Math.max(size, constants.Z_MIN_CHUNK);
  const options = { ...WINDOW, chunkSize, maxOutputLength: size };
  const texts = inflateRawSync(bytes.subarray(HEADER), options);
  if (!isPacked(bytes) || texts.length < size) throw new Error('texts of another length');
  const ofBody = bytes.readUInt16BE(1);
  return { body: texts.toString('utf8', 0, ofBody), messages: texts.toString('utf8', ofBody) };
}

/** Bytes of both texts as they were; the beginning of what is packed says so. */
export function packedSize(bytes: Buffer): number {
  return bytes.readUInt16BE(1) + bytes.readUInt16BE(3);
}
