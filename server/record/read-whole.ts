import { type AnswerEvent, eventsOfWhole, foldEvents } from '#contract/fold/answer-form';
import { flawOf } from '#contract/fold/end';
import { isObject, type JsonObject, listOf } from '#contract/json';
import {
  isErrorForm,
  type ProviderError,
  readProviderError,
  wordlessError,
} from '#contract/provider-error';
import { MAX_VALUES } from '../json/depth';
import { stringifyExact } from '../json/exact';
import { hideInAnswer, hideInError } from '../providers/hide-keys';
import type { Hide } from '../providers/quoted-keys';
import { TooDeep, TooManyValues } from './answer-json';
import type { Flaw } from './outcome';
import { parseReported } from './parse-reported';
import { failed, NOT_UTF8 } from './stream-ending';

/** What came in answer to a request that asked for no stream. */
export type Whole =
  /** A completion, which goes to the client as it came; with a flaw it is not complete. */
  | { kind: 'answer'; text: string; value: unknown; flaw: Flaw | null }
  /** A stream that ended before its answer was whole: what came of it is kept. */
  | { kind: 'broken'; value: JsonObject; flaw: Flaw }
  /** An error and no answer, whatever the status said. */
  | { kind: 'error'; error: ProviderError }
  | { kind: 'unreadable' };

/** Reads an answer by what it holds: one JSON document, or what a provider streams that always does. */
export function readWhole(text: string, isUtf8: boolean, hide: Hide): Whole {
  const events = eventsOfWhole(text);
  const [first] = events;
  if (!first?.isWhole) return fromEvents(events, isUtf8, hide);
  const document = first.data;
  let came: unknown;
  try {
    came = parseReported(document);
  } catch (error) {
    const note = noteOf(error, document);
    if (!note) return { kind: 'unreadable' };
    // A client that can read it gets it as it came.
    const flaw = { ...failed('invalid_response', note), unreadable: document };
    return { kind: 'answer', text: document, value: null, flaw };
  }
  const value = withListOfChoices(came);
  const hasChoices = isObject(value) && Array.isArray(value['choices']);
  if (isErrorForm(value) && !(hasChoices && hasAnswer(value)))
    return { kind: 'error', error: hideInError(hide, readProviderError(value) ?? wordlessError()) };
  if (!isObject(value) || !hasChoices) return { kind: 'unreadable' };
  const shown = hideInAnswer(hide, value);
  const shownText = shown === came ? document : stringifyExact(shown);
  return { kind: 'answer', text: shownText, value: shown, flaw: flawIn(shown, isUtf8) };
}

/** Some servers send the one choice itself. */
function withListOfChoices(value: unknown): unknown {
  if (!isObject(value) || !isObject(value['choices'])) return value;
  const choices = listOf(value['choices']);
  return choices.length > 0 ? { ...value, choices } : value;
}

/** What is said of a JSON object that is not read here; null for what is none. */
function noteOf(error: unknown, document: string): ProviderError | null {
  // Only where it begins is looked at: the engine's parser would build all of its values.
  if (error instanceof TooManyValues) return /^\s*\{/.test(document) ? TOO_MANY_VALUES : null;
  return error instanceof TooDeep && isJsonObject(document) ? TOO_DEEP : null;
}

/** Whether text is a JSON object, however deep: unlike ours, the engine's parser does not recurse. */
function isJsonObject(text: string): boolean {
  try {
    return isObject(JSON.parse(text));
  } catch {
    return false;
  }
}

function hasAnswer({ choices }: JsonObject): boolean {
  return Array.isArray(choices) && choices.some(isObject);
}

function flawIn(value: JsonObject, isUtf8: boolean): Flaw | null {
  const error = isErrorForm(value) ? readProviderError(value) : null;
  if (error) return failed('upstream_error', error);
  const flaw = flawOf(value);
  if (flaw) return failed(flaw.error ? 'upstream_error' : 'invalid_response', flaw.error ?? NO_END);
  return isUtf8 ? null : failed('invalid_response', NOT_UTF8);
}

function fromEvents(events: readonly AnswerEvent[], isUtf8: boolean, hide: Hide): Whole {
  const folded = foldEvents(events, parseReported);
  const { isWhole, unreadable } = folded;
  const completion = hideInAnswer(hide, folded.completion);
  const error = folded.error && hideInError(hide, folded.error);
  if (isWhole) {
    const flaw = isUtf8 ? null : failed('invalid_response', NOT_UTF8);
    return { kind: 'answer', text: stringifyExact(completion), value: completion, flaw };
  }
  const flaw =
    unreadable === null
      ? failed('upstream_error', error)
      : { ...failed('invalid_response'), unreadable: hide(unreadable) };
  return { kind: 'broken', value: completion, flaw };
}

const ours = { type: 'server_error', param: null, code: 'invalid_response' };
const TOO_DEEP = {
  ...ours,
  message: 'The answer is nested deeper than 128 levels and is kept as text.',
};
const TOO_MANY_VALUES = {
  ...ours,
  message: `The answer has more than ${MAX_VALUES.answer.toLocaleString('en')} values and is kept as text.`,
};
const NO_END = {
  ...ours,
  message: 'The provider did not say how the answer ended: it may be cut off.',
};
