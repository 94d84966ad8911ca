import type { AnswerEvent } from '#contract/fold/answer-form';
import { asChunk } from '#contract/fold/as-chunk';
import { readEvent } from '#contract/fold/read-event';
import { type JsonObject, listOf, objectsOf } from '#contract/json';
import { isStorable } from '#contract/storable';
import { stringifyExact } from '../json/exact';
import { editMembers } from '../json/members';
import { shared, type SharedText, textOf } from '../json/text';
import { hideInAnswer, hideInError } from '../providers/hide-keys';
import { type Endings, type Hide, hiderOf } from '../providers/quoted-keys';
import type { ProviderEvent } from './long-data';
import type { Flaw } from './outcome';
import { parseReported } from './parse-reported';
import { failed } from './stream-ending';

/** How the client of a stream is to see it. */
export type Shown = {
  /** Under what it is kept; null when it is not. */
  identity: { id: string; created: number } | null;
  /** The client wants the usage chunk. */
  includeUsage: boolean;
};

export type StreamedChunk = {
  /** For the client: as it came, or under our id when it is kept. None when it is not for the client. */
  texts: SharedText[];
  /** Of a long one only what tells whether the answer ends. */
  value: JsonObject;
  /** Of a provider that does not stream. */
  isWhole: boolean;
} & (
  | { isLong: false; /** What is kept of it. */ data: string }
  | { isLong: true; /** The same, as an array of this one chunk. */ data: SharedText }
);

/** One event of a provider's stream, and what is done with it. */
export type Streamed =
  | { kind: 'chunk'; chunk: StreamedChunk }
  | { kind: 'end'; ending: Flaw | 'done' }
  | { kind: 'nothing' };

export function readStreamed(event: AnswerEvent, hide: Hide, shown: Shown): Streamed {
  const read = readEvent(event, parseReported);
  if (read.kind === 'nothing') return read;
  if (read.kind === 'done') return { kind: 'end', ending: 'done' };
  if (read.kind === 'error')
    return { kind: 'end', ending: failed('upstream_error', hideInError(hide, read.error)) };
  if (read.kind === 'unreadable') return unreadable(event, hide);
  const value = hideInAnswer(hide, read.chunk);
  const isAsItCame = value === read.chunk && !read.isMended;
  const text = isAsItCame ? event.data : stringifyExact(value);
  const isWhole = event.isWhole === true;
  const texts = towardsClient(isWhole ? stringifyExact(asChunk(value)) : text, value, shown);
  const data = shown.identity === null || isStorable(text) ? text : stringifyExact(value);
  return { kind: 'chunk', chunk: { texts, data, value, isLong: false, isWhole } };
}

/** The same where it holds nobody up; of a chunk comes no value that is worth its way. */
export function readLongEvent(event: ProviderEvent, secrets: Endings, shown: Shown): Streamed {
  const read = readStreamed({ ...event, data: textOf(event.data) }, hiderOf(secrets), shown);
  if (read.kind !== 'chunk') return read;
  const { chunk } = read;
  const texts = chunk.texts.map((text) => shared(inOneLine(textOf(text))));
  const data = shared(`[${textOf(chunk.data)}]`);
  const value = outlineOf(chunk.value);
  return { kind: 'chunk', chunk: { ...chunk, texts, data, value, isLong: true } };
}

/** Between its values JSON may have line ends; in an event each would begin another line. */
function inOneLine(json: string): string {
  return json.replaceAll('\n', ' ');
}

/** An event that nothing can read, as it came: the stream ends with it. */
export function unreadable({ data }: ProviderEvent, hide: Hide): Streamed {
  return { kind: 'end', ending: { ...failed('invalid_response'), unreadable: hide(textOf(data)) } };
}

/** Where choices are at their end, without what they say. */
function outlineOf({ choices }: JsonObject): JsonObject {
  return {
    choices: objectsOf(choices).map((choice) => {
      const { delta: _, message: __, text: ___, logprobs: ____, ...rest } = choice;
      return rest;
    }),
  };
}

function towardsClient(
  text: string,
  value: JsonObject,
  { identity, includeUsage }: Shown,
): string[] {
  if (!identity) return [text];
  // Asked for by us: a client that did not ask must not see it, but does see what else came with it.
  if (!includeUsage && value['usage'] != null && isUsageOnly(value)) return [];
  return [
    editMembers(text, {
      id: JSON.stringify(identity.id),
      created: String(identity.created),
      ...(!includeUsage && { usage: null }),
    }),
  ];
}

const HEAD = new Set(['id', 'object', 'created', 'model', 'choices', 'usage', 'obfuscation']);
const ABOUT = new Set(['system_fingerprint', 'service_tier', 'provider']);

function isUsageOnly(value: JsonObject): boolean {
  if (listOf(value['choices']).length > 0) return false;
  return Object.entries(value).every(
    ([key, member]) => HEAD.has(key) || ABOUT.has(key) || member === null,
  );
}
