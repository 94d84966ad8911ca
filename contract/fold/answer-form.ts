import { createParser } from 'eventsource-parser';
import type { JsonObject } from '../json';
import type { ProviderError } from '../provider-error';
import { createEnd } from './end';
import { createFold } from './fold';
import { readEvent } from './read-event';

/** One event of an answer. `isWhole`: no event at all, but the whole answer of a provider that does not stream. */
export type AnswerEvent = { name?: string | undefined; data: string; isWhole?: true };

/**
 * The events in what a parser takes for one: some servers leave out the blank line between events, and then every line
 * of the data is a whole one.
 */
export function eventsWithin({ name, data }: AnswerEvent): AnswerEvent[] {
  const lines = data.includes('\n') ? data.split('\n') : [];
  const areEvents =
    lines.length > 1 && lines.every((line) => /^\s*(\{.*\}|\[DONE\])\s*$/i.test(line));
  return areEvents ? lines.map((line) => ({ name, data: line })) : [{ name, data }];
}

/** Without the byte order marks at its beginning: a server made of several files can send one for each. */
export function withoutMarks(text: string): string {
  return text.replace(/^\uFEFF+/, '');
}

/** Whether an answer, judged by its beginning, is JSON: no line of an event stream begins with a bracket. */
export function isJson(text: string): boolean {
  return /^\s*[[{]/.test(text);
}

/** Whether an answer, judged by its beginning, is an event stream. */
function isEventStream(text: string): boolean {
  return /^\s*(data|event|id|retry)?:/.test(text);
}

/** Only the end is searched: a pattern that begins with blanks would try each of millions of them. */
const DONE_LINE = /data:[ \t]*\[DONE\]$/;
const DONE_LENGTH = 100;

function withoutDone(text: string): string {
  const ended = text.trimEnd();
  const last = ended.slice(-DONE_LENGTH);
  const at = last.search(DONE_LINE);
  return at === -1 ? text : ended.slice(0, ended.length - last.length + at).trimEnd();
}

/** One JSON document, whole and perhaps followed by the `[DONE]` of a stream; or a chunk a line. */
export function eventsOfJson(text: string): AnswerEvent[] {
  const document = withoutDone(text);
  const done = document === text ? [] : [{ data: '[DONE]' }];
  const lines = linesOf(document);
  if (lines.length > 1) return [...lines.map((data) => ({ data })), ...done];
  return [{ data: document, isWhole: true }, ...done];
}

/** A line that is a JSON object by its ends. */
export const OBJECT_LINE = /^\s*\{.*\}\s*$/;

/** Objects line by line; none where it is anything else. */
function linesOf(document: string): string[] {
  // One document, also over many lines, is told by its first.
  const start = document.length - document.trimStart().length;
  const end = document.indexOf('\n', start);
  if (end === -1 || !OBJECT_LINE.test(document.slice(start, end))) return [];
  const lines = document.split(/\r?\n/).filter((line) => line.trim() !== '');
  return lines.every((line) => OBJECT_LINE.test(line)) ? lines : [];
}

/** What a stream that is there as a whole says. */
export type FoldedStream = {
  completion: JsonObject;
  isWhole: boolean;
  error: ProviderError | null;
  /** The event that could not be read, which nothing after it was either. */
  unreadable: string | null;
};

/** Folds the events of an answer that was not to be streamed. `parse` as in {@link readEvent}. */
export function foldEvents(
  events: readonly AnswerEvent[],
  parse: (text: string) => unknown,
): FoldedStream {
  const [fold, end] = [createFold(), createEnd()];
  const result = (isDone: boolean, error = end.error(), unreadable: string | null = null) => ({
    completion: fold.completion(),
    isWhole: error === null && unreadable === null && end.isWhole(isDone, 1),
    error,
    unreadable,
  });
  for (const event of events) {
    const read = readEvent(event, parse);
    if (read.kind === 'done') return result(true);
    if (read.kind === 'error') return result(false, read.error);
    if (read.kind === 'unreadable') return result(false, null, event.data);
    if (read.kind !== 'chunk') continue;
    fold.add(read.chunk);
    end.add(read.chunk);
  }
  return result(false);
}

/** All of an answer that was not to be streamed, read by what it holds: one document, or a stream all the same. */
export function eventsOfWhole(marked: string): AnswerEvent[] {
  const text = withoutMarks(marked);
  if (!isEventStream(text)) return eventsOfJson(text);
  const events: AnswerEvent[] = [];
  const onEvent = ({ event, data }: { event?: string | undefined; data: string }) => {
    // One by one: a call takes only so many arguments.
    for (const each of eventsWithin({ name: event, data })) events.push(each);
  };
  // A last event without its blank line still counts when its data is whole; the reader of the data decides.
  createParser({ onEvent }).feed(`${text}\n\n`);
  return events;
}
