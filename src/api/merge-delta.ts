import { asRecord } from '@/lib/as-record';

type Fields = Readonly<Record<string, unknown>>;

/** Names of texts that come whole, perhaps again and again; every other text comes in pieces. */
const WHOLE = new Set(['id', 'type', 'role', 'name', 'format', 'index']);

/**
 * Merges a delta into what came before: texts and lists grow, objects merge, null changes nothing. Knows no field by
 * name but those that come whole and `tool_calls`, so that new fields of any server work.
 */
export function mergeDelta(before: object, delta: object): Fields {
  const merged = new Map<string, unknown>(Object.entries(before));
  for (const [name, value] of Object.entries(delta)) {
    const known = merged.get(name);
    merged.set(name, name === 'tool_calls' ? mergeCalls(known, value) : merge(name, known, value));
  }
  // Unlike assignment, fromEntries takes `__proto__` for a name like any other.
  return Object.fromEntries(merged);
}

function merge(name: string, before: unknown, value: unknown): unknown {
  if (value === null || value === undefined) return before ?? null;
  if (typeof before === 'string' && typeof value === 'string') {
    if (WHOLE.has(name)) return value === '' ? before : value;
    return before + value;
  }
  if (Array.isArray(before) && Array.isArray(value)) return [...before, ...value];
  const [fields, delta] = [asRecord(before), asRecord(value)];
  return fields && delta ? mergeDelta(fields, delta) : value;
}

/** Pieces of a call belong together by index; without one, by id; without either, to the last call. */
function mergeCalls(before: unknown, value: unknown): unknown {
  const calls: Fields[] = Array.isArray(before) ? [...before] : [];
  const parts: unknown[] = Array.isArray(value) ? value : [];
  for (const part of parts.map(asRecord)) {
    if (!part) continue;
    const position = positionOf(part, calls);
    const known = calls[position];
    if (known) calls[position] = mergeDelta(known, part);
    else calls.push({ ...part, index: part.index ?? calls.length });
  }
  return calls.length > 0 ? calls.sort(byIndex) : before;
}

function positionOf(part: Fields, calls: Fields[]): number {
  if (typeof part.index === 'number') return calls.findIndex(({ index }) => index === part.index);
  if (part.id) return calls.findIndex(({ id }) => id === part.id);
  return calls.length - 1;
}

function byIndex(one: Fields, other: Fields): number {
  return Number(one.index) - Number(other.index);
}
