import { ApiFailure } from '../http/errors';
import { isObject, type JsonObject } from '#contract/json';
import { elementTexts, memberTexts } from '../json/members';
import { MAX_VALUES } from '../json/depth';
import { readBody } from '../json/read-body';
import { shared } from '../json/text';
import type { BroughtRecord, EndedRecord } from '../store/records';
import { isBatchLine, readBatchLine } from './read-batch';
import { readChat } from './read-chat';
import { readCompletion } from './read-completion';
import { Unusable } from './unusable';
import { readRecord } from './read-record';
import { readTraining } from './read-training';

/** Numbers of lines start with 1. */
export type BadLine = { line: number; reason: string };
/** `isOurs`: a whole record of such a server, which says itself what it cost. */
export type ReadLine = { line: number; record: BroughtRecord; isOurs: boolean };
export type ReadLines = { records: ReadLine[]; bad: BadLine[] };

/** In bytes: more than any body that the server takes, with its answer. */
export const LONGEST_LINE = 40 * 1024 * 1024;
export const TOO_LONG = `longer than ${LONGEST_LINE / 1024 / 1024} MiB`;

const NEWLINE = 10;

/** Reads whole lines; `first` is the number of the first of them. Empty lines count, and mean nothing. */
export function readLines(bytes: Uint8Array, first: number): ReadLines {
  const result: ReadLines = { records: [], bad: [] };
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let line = first;
  for (let start = 0; start < buffer.length; line += 1) {
    const found = buffer.indexOf(NEWLINE, start);
    const end = found === -1 ? buffer.length : found;
    const text = buffer.subarray(start, end);
    start = end + 1;
    if (isEmpty(text)) continue;
    const add = (from: number, read: () => Read[]) => {
      try {
        for (const { record, isOurs } of read())
          result.records.push({ line: from, record: withSharedTexts(record), isOurs });
      } catch (error) {
        result.bad.push({ line: from, reason: reasonOf(error) });
      }
    };
    add(line, () => readLine(text, (item) => add(line, item)));
  }
  return result;
}

type Read = { record: EndedRecord; isOurs: boolean };

/** What one line holds; of a saved page of a list, each item is read by itself, by `each`. */
function readLine(bytes: Buffer, each: (read: () => Read[]) => void): Read[] {
  if (bytes.length > LONGEST_LINE) throw new Unusable(TOO_LONG);
  const { text, value } = readBody(bytes, MAX_VALUES.record);
  const { data } = value;
  if (value['object'] !== 'list' || !Array.isArray(data)) return readValue(text, value);
  for (const [at, item] of elementTexts(memberTexts(text).get('data') ?? '[]').entries())
    each(() => readItem(item, data[at]));
  return [];
}

function readItem(text: string, value: unknown): Read[] {
  if (!isObject(value)) throw new Unusable('an item of the list is no object');
  return readValue(text, value);
}

/** One of our records, a completion, or an example of a training file. Throws for anything else. */
function readValue(text: string, value: JsonObject): Read[] {
  if (value['object'] === 'chatkeep.record')
    return [{ record: readRecord(text, value), isOurs: true }];
  return readOther(text, value).map((record) => ({ record, isOurs: false }));
}

function readOther(text: string, value: JsonObject): EndedRecord[] {
  if (value['object'] === 'chat.completion') return [readCompletion(text, value)];
  if (isBatchLine(value)) return [readBatchLine(text, value)];
  if (Array.isArray(value['messages']) && !('object' in value)) return [readChat(text, value)];
  const examples = readTraining(value);
  if (examples) return examples;
  throw new Unusable(
    'neither a record of this server, nor a chat.completion, nor a line of a batch or of a fine-tuning file',
  );
}

/** Another thread stores them. */
function withSharedTexts(record: EndedRecord): BroughtRecord {
  const { request, messages, body } = record;
  return { ...record, request: shared(request), messages: shared(messages), body: shared(body) };
}

function isEmpty(line: Buffer): boolean {
  return line.every((byte) => byte === 32 || byte === 9 || byte === 13);
}

function reasonOf(error: unknown): string {
  if (error instanceof Unusable) return error.message;
  // Whatever a line does to its reader, the others are read.
  if (!(error instanceof ApiFailure)) return 'it cannot be read';
  // The only failures without a code of their own: what could not be parsed.
  return error.code === null
    ? 'not one valid JSON object in UTF-8, nested at most 128 levels deep'
    : error.message;
}
