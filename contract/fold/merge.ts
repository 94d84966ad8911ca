import { isObject, type JsonObject, memberOf, setMember, isList } from '../json';
import { wholeNumber } from '../whole-number';

/** Members that come whole, perhaps with every piece. All other text comes in pieces. */
const WHOLE = new Set(
  'role id type name index object format model url channel phase status'.split(' '),
);
const comesWhole = (key: string) => WHOLE.has(key);

/** Of an item with an `index` only these grow; all its other text comes whole. */
const GROWING = new Set([
  'text',
  'thinking',
  'summary',
  'data',
  'arguments',
  'input',
  'signature',
  'transcript',
]);
const isNotGrowing = (key: string) => !GROWING.has(key);

/** Kinds of items whose text continues the item before, when they carry no `index`. */
const CONTINUED =
  /^(text|output_text|input_text|thinking|reasoning|refusal|summary_text|reasoning\.(text|summary|encrypted))$/;

/**
 * Adds a piece of a stream to what came before it: text grows, objects and lists merge, `null` and empty text change
 * nothing, everything else replaces. Changes `target`; never keeps a reference to an object of `piece`.
 */
export function mergeInto(
  target: JsonObject,
  piece: JsonObject,
  isWhole: (key: string) => boolean = comesWhole,
): JsonObject {
  for (const key of Object.keys(piece)) {
    const value = piece[key];
    if (value !== null && value !== undefined)
      setMember(target, key, merged(memberOf(target, key), value, isWhole(key)));
  }
  return target;
}

function merged(before: unknown, value: unknown, isWhole: boolean): unknown {
  if (typeof value === 'string') {
    if (typeof before !== 'string') return value === '' ? (before ?? value) : value;
    return isWhole ? value || before : before + value;
  }
  if (isList(value)) return mergeList(isList(before) ? before : [], value);
  if (isObject(value)) return mergeInto(isObject(before) ? before : {}, value);
  return value;
}

/** Joins the items of a list that arrives in pieces: by their `index`, else a text with the text before it. */
export function mergeList(list: unknown[], pieces: readonly unknown[]): unknown[] {
  for (const piece of pieces) {
    if (piece === null || piece === undefined) continue;
    if (isObject(piece)) mergeItem(list, piece);
    else list.push(piece);
  }
  return list;
}

function mergeItem(list: unknown[], piece: JsonObject): void {
  const isIndexed = wholeNumber(piece['index']) !== null;
  const known = isIndexed ? withIndex(list, piece) : continuedBy(list.at(-1), piece);
  const item = mergeInto(known ?? {}, piece, isIndexed ? isNotGrowing : comesWhole);
  if (!known) list.push(item);
}

/** The last item of the same index, if the piece can be part of it. */
function withIndex(list: unknown[], piece: JsonObject): JsonObject | undefined {
  const index = wholeNumber(piece['index']);
  const known = list.findLast((item) => isObject(item) && wholeNumber(item['index']) === index);
  return isObject(known) && !isOther(known, piece) ? known : undefined;
}

/** Some servers give every item the same index: a new id, kind or nested object tells that it is another one. */
function isOther(known: JsonObject, piece: JsonObject): boolean {
  if (differ(known['id'], piece['id']) || differ(known['type'], piece['type'])) return true;
  return Object.entries(piece).some(([key, value]) => {
    const before = memberOf(known, key);
    return isObject(value) && isObject(before) && JSON.stringify(before) !== JSON.stringify(value);
  });
}

function differ(before: unknown, value: unknown): boolean {
  return isText(before) && isText(value) && before !== value;
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

/** The item before, if the piece goes on with it: of the same kind, not signed yet, and without another id. */
function continuedBy(last: unknown, piece: JsonObject): JsonObject | undefined {
  if (!isObject(last) || wholeNumber(last['index']) !== null) return undefined;
  const { type } = piece;
  if (typeof type !== 'string' || last['type'] !== type || !CONTINUED.test(type)) return undefined;
  const isDone = isText(last['signature']) || differ(last['id'], piece['id']);
  return isDone ? undefined : last;
}

/**
 * Takes over what is said again and again, whole: of an answer, a choice, or token counts. The last word counts, but
 * `null`, empty text, empty lists and zeros never take away what was there.
 */
export function mergeLatest(target: JsonObject, later: JsonObject): JsonObject {
  for (const [key, value] of Object.entries(later)) {
    const before = memberOf(target, key);
    if (isObject(value)) setMember(target, key, mergeLatest(isObject(before) ? before : {}, value));
    else if (before === undefined ? value !== null : !isNothing(value))
      setMember(target, key, value);
  }
  return target;
}

function isNothing(value: unknown): boolean {
  if (value === null || value === undefined || value === '') return true;
  if (Array.isArray(value)) return value.length === 0;
  return typeof value !== 'boolean' && Number(value) === 0;
}
