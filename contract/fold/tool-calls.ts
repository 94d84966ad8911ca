import { isObject, type JsonObject, memberOf, objectsOf, setMember } from '../json';
import { wholeNumber } from '../whole-number';
import { mergeInto } from './merge';

/** A call in the making. Its `index` only joins the pieces: no unstreamed answer has it. */
type Call = { index: number; value: JsonObject };

/** The tool calls of one choice, joined from pieces. */
export type ToolCalls = {
  add(pieces: unknown): void;
  /** In the order of their indexes. */
  values(): readonly Call[];
};

/**
 * Joins the pieces of tool calls. They belong together by `index`; a new id under a known index is a new call, since
 * some servers count every call 0. Without an index they belong together by id; a name or an id that is new opens a
 * call, and what has neither goes on with the last one.
 */
export function createToolCalls(): ToolCalls {
  const calls: Call[] = [];
  return {
    add(pieces) {
      const list = objectsOf(pieces);
      for (const [at, piece] of list.entries()) {
        let call = callOf(calls, piece, list.length > 1 ? at : null);
        if (!call) calls.push((call = { index: indexOf(piece) ?? calls.length, value: {} }));
        addPiece(call.value, piece);
      }
    },
    values: () => calls.toSorted((one, other) => one.index - other.index),
  };
}

function callOf(calls: Call[], piece: JsonObject, at: number | null): Call | undefined {
  const index = indexOf(piece);
  const id = textOf(piece['id']);
  if (index !== null) {
    const known = calls.findLast((call) => call.index === index);
    const knownId = textOf(known?.value['id']);
    if (id && knownId && id !== knownId) return calls.find((call) => call.value['id'] === id);
    return known && !opensAnother(known.value, piece) ? known : undefined;
  }
  if (id) return calls.find((call) => call.value['id'] === id);
  const known = nameOf(piece) === '' && at !== null ? (calls[at] ?? calls.at(-1)) : calls.at(-1);
  return known && !opensAnother(known.value, piece) ? known : undefined;
}

/** Whether a piece without an id of its own begins a call: it has another name, or the call before is whole. */
function opensAnother(known: JsonObject, piece: JsonObject): boolean {
  const name = nameOf(piece);
  if (name === '' || textOf(piece['id'])) return false;
  return (nameOf(known) !== '' && nameOf(known) !== name) || (hasInput(piece) && isWhole(known));
}

function addPiece(call: JsonObject, piece: JsonObject): void {
  const { index: _, function: made, ...rest } = piece;
  const isRepeated = hasInput(piece) && isWhole(call) && !isEmpty(inputOf(call));
  mergeInto(call, rest);
  if (!isObject(made) || isRepeated) return;
  const known = memberOf(call, 'function');
  setMember(call, 'function', addFunction(isObject(known) ? known : {}, made));
}

/** The same for the function of a call and for the legacy `function_call`. Arguments as an object stay one. */
export function addFunction(known: JsonObject, piece: JsonObject): JsonObject {
  const { arguments: input, ...rest } = piece;
  mergeInto(known, rest);
  if (hasText(input) && isEmpty(memberOf(known, 'arguments'))) delete known['arguments'];
  const before = memberOf(known, 'arguments');
  if (isObject(input) && !isObject(before)) {
    // Text that came before it was only the empty beginning.
    if (!textOf(before)) known['arguments'] = mergeInto({}, input);
    else known['arguments'] = `${String(before)}${JSON.stringify(input)}`;
  } else if (!(isObject(before) && typeof input === 'string'))
    mergeInto(known, { arguments: input });
  return known;
}

function indexOf({ index }: JsonObject): number | null {
  return wholeNumber(index);
}

function nameOf(call: JsonObject): string {
  const made = call['function'] ?? call['custom'];
  return isObject(made) ? textOf(made['name']) : '';
}

function inputOf(call: JsonObject): unknown {
  const made = call['function'] ?? call['custom'];
  return isObject(made) ? (made['arguments'] ?? made['input']) : undefined;
}

function hasInput(call: JsonObject): boolean {
  return hasText(inputOf(call));
}

function hasText(input: unknown): boolean {
  return isObject(input) || textOf(input).trim() !== '';
}

/** Arguments that are one whole JSON object cannot go on. */
function isWhole(call: JsonObject): boolean {
  const input = inputOf(call);
  if (typeof input !== 'string') return isObject(input);
  // Looked at before it is parsed: servers that repeat the name with every piece would make it quadratic.
  if (!input.trimEnd().endsWith('}')) return false;
  try {
    return isObject(JSON.parse(input));
  } catch {
    return false;
  }
}

/** Some servers begin so, and the real arguments follow. */
function isEmpty(input: unknown): boolean {
  return isObject(input) ? Object.keys(input).length === 0 : /^\s*\{\s*\}$/.test(textOf(input));
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
