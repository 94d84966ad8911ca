import { asRecord } from '@/lib/as-record';
import type { JsonKind, Note } from './note';
import { strictNotes } from './strict-notes';

/** The hints for all that asks to be held to strictly in a value of this kind. */
export function strictHints(kind: JsonKind, value: unknown): Note[] {
  if (kind === 'schema') return ifStrict(value, 'schema', []);
  if (kind !== 'tools' || !Array.isArray(value)) return [];
  return value.flatMap((tool, at) =>
    ifStrict(asRecord(tool)?.function, 'parameters', [at, 'function']),
  );
}

function ifStrict(holder: unknown, member: string, path: Note['path']): Note[] {
  const { strict, [member]: schema } = asRecord(holder) ?? {};
  return strict === true ? strictNotes(schema, [...path, member]) : [];
}
