import { randomUUID } from 'node:crypto';
import { type AnswerEvent, eventsOfJson } from '#contract/fold/answer-form';
import { joined, LONG, type SharedText, textOf } from '../json/text';

/** What is long is shared: only to hand it to a thread would hold everybody up. */
export type ProviderEvent = Omit<AnswerEvent, 'data'> & { data: SharedText };

/** In bytes: what comes in smaller pieces is held together. */
const SMALL = 1_024;

/** Text as it comes; of a long one its bytes alone are held. */
export type GrowingText = {
  add(text: string, bytes: Buffer): void;
  isLong(): boolean;
  /** Of one that is not long. */
  text(): string;
  /** In one place, copied with pauses. */
  bytes(): Promise<Buffer>;
  clear(): void;
};

export function createText(): GrowingText {
  let texts: string[] = [];
  let chunks: Buffer[] = [];
  let small: Buffer[] = [];
  let size = 0;
  const gather = () => {
    if (small.length > 0) chunks.push(Buffer.concat(small));
    small = [];
  };
  return {
    add(text, bytes) {
      size += bytes.length;
      if (size <= LONG) texts.push(text);
      else texts = [];
      if (bytes.length < SMALL) small.push(bytes);
      if (bytes.length >= SMALL || small.length >= SMALL) gather();
      if (bytes.length >= SMALL) chunks.push(bytes);
    },
    isLong: () => size > LONG,
    text: () => texts.join(''),
    bytes() {
      gather();
      return joined(chunks, size);
    },
    clear() {
      if (size === 0) return;
      [texts, chunks, small, size] = [[], [], [], 0];
    },
  };
}

/** Keeps long lines of data out of the parser of events, which gets a word in their place. */
export function createLongData() {
  const word = randomUUID();
  const held: SharedText[] = [];
  const next = () => held.shift() ?? '';
  return {
    /** What the parser gets for a long line. */
    async line(long: GrowingText): Promise<string> {
      const bytes = await long.bytes();
      const [name] = /^data: ?/.exec(bytes.toString('latin1', 0, 6)) ?? [];
      if (name === undefined) return textOf(bytes);
      held.push(bytes.subarray(name.length));
      return `data:${word}`;
    },
    /** The data of an event, when all of it was such a line; else as the parser gives it, in its own words. */
    dataOf(data: string): SharedText {
      if (held.length === 0) return data;
      return data === word ? next() : data.replaceAll(word, () => textOf(next()));
    },
  };
}

/** The events of an answer that is JSON. */
export async function eventsOfDocument(document: GrowingText): Promise<ProviderEvent[]> {
  if (!document.isLong()) return eventsOfJson(document.text());
  const data = await document.bytes();
  return isOne(data) ? [{ data, isWhole: true }] : eventsOfJson(textOf(data));
}

/** Whether it is plainly one document: its first line is not a whole object, and nothing ends a stream behind it. */
function isOne(bytes: Buffer): boolean {
  if (bytes.subarray(-100).includes('[DONE]')) return false;
  const start = bytes.findIndex((byte) => byte > BLANK);
  const end = bytes.indexOf('\n', start);
  return end === -1 || !bytes.toString('latin1', start, end).trimEnd().endsWith('}');
}

const BLANK = 0x20;
