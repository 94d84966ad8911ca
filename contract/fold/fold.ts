import { isObject, type JsonObject, objectsOf, isList } from '../json';
import { mergeContent } from './content';
import { addedBy, deltaOf, indexOf } from './choice';
import { isFinish } from './end';
import { mergeInto, mergeLatest } from './merge';
import { addFunction, createToolCalls, type ToolCalls } from './tool-calls';
import { usageOf } from './usage';
import { wholeNumber } from '../whole-number';

type FoldedChoice = {
  index: unknown;
  message: JsonObject;
  toolCalls: ToolCalls;
  logprobs: Record<string, unknown> | null;
  finishReason: string | null;
  rest: JsonObject;
};

/** A `chat.completion` in the making: everything that a stream has said so far, unknown members included. */
export type Fold = {
  add(chunk: JsonObject): void;
  /**
   * The completion so far, in the shape of an unstreamed answer. It shares no object with later ones, so that a view
   * can compare them.
   */
  completion(): Folded;
  /** The same as one chunk, with the indexes that later pieces join by: a stream that is joined late begins with it. */
  chunk(): Folded;
};
type Folded = JsonObject & { choices: JsonObject[] };

/**
 * Folds the chunks of one stream, in order. What the server stores, the screen shows, a rejoined stream begins with and
 * an export holds all come from here. Source: `CreateChatCompletionStreamResponse` of OpenAI's description, and what
 * other providers are known to send.
 */
export function createFold(): Fold {
  const top: JsonObject = {};
  const usage: JsonObject = {};
  const choices = new Map<unknown, FoldedChoice>();
  const sorted = () => [...choices.values()].sort((a, b) => Number(a.index) - Number(b.index));
  const head = () => ({
    ...copied(top),
    ...(Object.keys(usage).length > 0 && { usage: copied(usage) }),
  });
  return {
    add(chunk) {
      // `obfuscation` pads an event against eavesdroppers and says nothing.
      const { choices: pieces, usage: _, obfuscation: __, object: ___, ...rest } = chunk;
      mergeLatest(top, rest);
      const counted = usageOf(chunk);
      if (counted) mergeLatest(usage, counted);
      for (const [at, piece] of objectsOf(pieces).entries()) addChoice(choices, piece, at);
    },
    completion: () => ({ ...head(), object: 'chat.completion', choices: sorted().map(asChoice) }),
    chunk: () => ({ ...head(), object: 'chat.completion.chunk', choices: sorted().map(asPiece) }),
  };
}

function addChoice(choices: Map<unknown, FoldedChoice>, piece: JsonObject, at: number): void {
  const index = indexOf(piece, at);
  let choice = choices.get(index);
  if (!choice) choices.set(index, (choice = newChoice(index)));
  const { index: _, delta: __, message, text: ___, usage: ____, ...said } = piece;
  const { logprobs, finish_reason, ...rest } = said;
  const delta = deltaOf(piece);
  addDelta(choice, delta === message ? addedBy(delta, choice.message) : delta);
  if (isObject(logprobs)) choice.logprobs = appended(choice.logprobs ?? {}, logprobs);
  if (isFinish(finish_reason)) choice.finishReason = finish_reason;
  mergeLatest(choice.rest, rest);
}

function newChoice(index: unknown): FoldedChoice {
  return {
    index,
    message: { role: 'assistant', content: null, refusal: null },
    toolCalls: createToolCalls(),
    logprobs: null,
    finishReason: null,
    rest: {},
  };
}

function addDelta({ message, toolCalls }: FoldedChoice, delta: JsonObject): void {
  const { content, tool_calls, function_call, ...fields } = delta;
  if (content !== undefined) message['content'] = mergeContent(message['content'], content);
  if (tool_calls) toolCalls.add(tool_calls);
  if (isObject(function_call)) {
    const known = message['function_call'];
    message['function_call'] = addFunction(isObject(known) ? known : {}, function_call);
  }
  mergeInto(message, fields);
}

/** Token by token; a chunk may bring more of them than a call has room for arguments. */
function appended(target: JsonObject, piece: JsonObject): JsonObject {
  for (const [key, value] of Object.entries(piece)) {
    const before = target[key];
    if (!isList(value)) target[key] = value ?? before ?? null;
    else if (Array.isArray(before)) for (const token of value) before.push(token);
    else target[key] = [...value];
  }
  return target;
}

function asChoice(choice: FoldedChoice): JsonObject {
  const calls = choice.toolCalls.values().map(({ value }) => value);
  const message = calls.length > 0 ? { ...choice.message, tool_calls: calls } : choice.message;
  return { ...aroundMessage(choice), message: whole(message) };
}

function asPiece(choice: FoldedChoice): JsonObject {
  const calls = choice.toolCalls.values().map(({ index, value }) => ({ ...value, index }));
  const delta = calls.length > 0 ? { ...choice.message, tool_calls: calls } : choice.message;
  return { ...aroundMessage(choice), delta: copied(delta) };
}

function aroundMessage({ rest, index, logprobs, finishReason }: FoldedChoice): JsonObject {
  return {
    ...copied(rest),
    index,
    // Tokens are only added, never changed: copying each of them would make a long answer quadratic.
    logprobs: logprobs && withMembers(logprobs, (list) => (isList(list) ? [...list] : list)),
    finish_reason: finishReason,
  };
}

function copied<T>(value: T): T {
  if (Array.isArray(value)) return value.map(copied) as T;
  // An object with the same members is of the same type.
  return isObject(value) ? (withMembers(value, copied) as T) : value;
}

/** Lists whose items carry their `index` in an unstreamed answer as well. Elsewhere it only joined the pieces. */
const KEEPS_INDEX = new Set(['reasoning_details', 'images']);

/** A copy as an unstreamed answer would have it. */
function whole(value: unknown, name = ''): unknown {
  if (isObject(value)) return withMembers(value, whole);
  if (!Array.isArray(value)) return value;
  return value.map((item) => {
    if (!isObject(item)) return whole(item);
    const { index, ...rest } = item;
    return whole(wholeNumber(index) === null || KEEPS_INDEX.has(name) ? item : rest);
  });
}

/** Unlike assignment, fromEntries takes `__proto__` for a name like any other. */
function withMembers(
  object: JsonObject,
  map: (value: unknown, key: string) => unknown,
): JsonObject {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, map(value, key)]));
}
