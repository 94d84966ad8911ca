type Json = Record<string, unknown>;

type FoldedChoice = {
  index: unknown;
  message: Json;
  logprobs: Json | null;
  finish_reason: unknown;
  /** By the index that the provider gives each call. */
  toolCalls: Map<unknown, Json>;
  rest: Json;
};

/** A `chat.completion` in the making: everything that a stream has said so far, unknown fields included. */
export type Fold = {
  add(chunk: Json): void;
  /** The completion so far, in the shape of an unstreamed answer. */
  completion(): Json;
  /** Every choice seen has its finish reason, and there is at least one. */
  isFinished(): boolean;
};

/** Folds the chunks of one stream, in order (source: `CreateChatCompletionStreamResponse` of the spec). */
export function createFold(): Fold {
  const top: Json = {};
  const choices = new Map<unknown, FoldedChoice>();
  return {
    add(chunk) {
      const { choices: deltas, ...rest } = chunk;
      for (const [key, value] of Object.entries(rest)) if (value != null) set(top, key, value);
      for (const delta of objects(deltas)) addChoice(choices, delta);
    },
    completion() {
      const sorted = [...choices.values()].sort((a, b) => Number(a.index) - Number(b.index));
      return { ...top, object: 'chat.completion', choices: sorted.map(finished) };
    },
    isFinished() {
      return choices.size > 0 && [...choices.values()].every((c) => c.finish_reason != null);
    },
  };
}

/** What tells that a stream is whole, without keeping what it said: for answers that nobody stores. */
export function createEndWatch(): Pick<Fold, 'add' | 'isFinished'> {
  const ended = new Map<unknown, boolean>();
  return {
    add({ choices }) {
      for (const { index = 0, finish_reason } of objects(choices))
        if (finish_reason != null || !ended.has(index)) ended.set(index, finish_reason != null);
    },
    isFinished: () => ended.size > 0 && [...ended.values()].every(Boolean),
  };
}

function addChoice(choices: Map<unknown, FoldedChoice>, source: Json): void {
  const { index = 0, delta, logprobs, finish_reason, ...rest } = source;
  const choice = choices.get(index) ?? newChoice(index);
  choices.set(index, choice);
  if (isObject(delta)) addDelta(choice, delta);
  if (isObject(logprobs)) choice.logprobs = appendLists(choice.logprobs ?? {}, logprobs);
  if (finish_reason != null) choice.finish_reason = finish_reason;
  for (const [key, value] of Object.entries(rest)) if (value != null) set(choice.rest, key, value);
}

function newChoice(index: unknown): FoldedChoice {
  return {
    index,
    message: { role: 'assistant', content: null, refusal: null },
    logprobs: null,
    finish_reason: null,
    toolCalls: new Map(),
    rest: {},
  };
}

/** Roles, ids and types come whole; all other text comes in pieces. */
const WHOLE = new Set(['role', 'id', 'type', 'name', 'index', 'object']);

function addDelta(choice: FoldedChoice, delta: Json): void {
  const { tool_calls, ...fields } = delta;
  append(choice.message, fields);
  for (const [at, call] of objects(tool_calls).entries()) {
    const { index = at, ...piece } = call;
    const known = choice.toolCalls.get(index) ?? {};
    choice.toolCalls.set(index, append(known, piece));
  }
}

function append(target: Json, piece: Json): Json {
  for (const [key, value] of Object.entries(piece)) {
    if (value == null) continue;
    const before = Object.hasOwn(target, key) ? target[key] : undefined;
    set(target, key, WHOLE.has(key) ? value : joined(before, value));
  }
  return target;
}

function joined(before: unknown, value: unknown): unknown {
  if (typeof before === 'string' && typeof value === 'string') return before + value;
  if (Array.isArray(before) && Array.isArray(value)) {
    before.push(...value);
    return before;
  }
  if (isObject(before) && isObject(value)) return append(before, value);
  return value;
}

function appendLists(target: Json, piece: Json): Json {
  for (const [key, value] of Object.entries(piece)) {
    const before = target[key];
    if (Array.isArray(before) && Array.isArray(value)) before.push(...value);
    else set(target, key, Array.isArray(value) ? [...value] : (value ?? before ?? null));
  }
  return target;
}

function finished(choice: FoldedChoice): Json {
  const calls = [...choice.toolCalls.values()];
  return {
    ...choice.rest,
    index: choice.index,
    message: calls.length > 0 ? { ...choice.message, tool_calls: calls } : choice.message,
    logprobs: choice.logprobs,
    finish_reason: choice.finish_reason,
  };
}

function set(target: Json, key: string, value: unknown): void {
  // Plain assignment would swallow it; defining every member would cost each chunk.
  if (key === '__proto__') {
    Object.defineProperty(target, key, {
      value,
      enumerable: true,
      configurable: true,
      writable: true,
    });
  } else target[key] = value;
}

function objects(value: unknown): Json[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
