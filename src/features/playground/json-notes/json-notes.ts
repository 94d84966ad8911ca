import { asRecord } from '@/lib/as-record';
import { fault, type JsonKind, nameNotes, type Note } from './note';
import { schemaNotes } from './schema-notes';

const MOST_TOOLS = 128;

/** What is wrong in a value of this kind, and what a provider may refuse; for strict see strict-hints. */
export function jsonNotes(kind: JsonKind, value: unknown): Note[] {
  if (kind === 'schema') return formatNotes(value);
  return kind === 'tools' ? toolsNotes(value) : [];
}

/** The first fault in the JSON text of such a value; null for none. */
export function firstFault(kind: JsonKind, text: string): string | null {
  const notes = jsonNotes(kind, JSON.parse(text));
  return notes.find(({ severity }) => severity === 'fault')?.message ?? null;
}

/** The value of `json_schema`: a name, the schema itself, and whether the answer is held to it strictly. */
function formatNotes(value: unknown): Note[] {
  const format = asRecord(value);
  if (!format) return [];
  const { name, schema } = format;
  return [
    ...nameNotes(name, [], 'schema'),
    ...(schema === undefined ? [] : schemaNotes(schema, ['schema'])),
  ];
}

function toolsNotes(value: unknown): Note[] {
  if (!Array.isArray(value)) return [];
  const names = value.map((tool) => nameOf(asRecord(asRecord(tool)?.function)?.name));
  const many = value.length > MOST_TOOLS ? [fault([], `Keep at most ${MOST_TOOLS} tools.`)] : [];
  const found = value.flatMap((tool, at): Note[] => {
    const isTwice = names[at] !== undefined && names.indexOf(names[at]) !== at;
    const twice = fault([at, 'function', 'name'], `Two functions are named “${names[at]}”.`);
    return [...toolNotes(tool, at), ...(isTwice ? [twice] : [])];
  });
  return [...many, ...found];
}

function nameOf(name: unknown): string | undefined {
  return typeof name === 'string' ? name : undefined;
}

/** Tools of other types are a provider's own, and it knows what they hold. */
function toolNotes(tool: unknown, at: number): Note[] {
  const { type, function: described } = asRecord(tool) ?? {};
  if (typeof type !== 'string') {
    return [fault([at], 'Every tool is an object with a type, such as "type": "function".')];
  }
  if (type !== 'function') return [];
  const path = [at, 'function'];
  const about = asRecord(described);
  if (!about) return [fault([at], 'Describe the function: "function": { "name": "…" }.')];
  const { name, parameters } = about;
  return [
    ...nameNotes(name, path, 'function'),
    ...parameterNotes(parameters, [...path, 'parameters']),
  ];
}

function parameterNotes(parameters: unknown, path: (string | number)[]): Note[] {
  if (parameters === undefined) return [];
  const isObject = asRecord(parameters) !== null;
  return isObject
    ? schemaNotes(parameters, path)
    : [fault(path, 'Parameters are described by a schema: { "type": "object", … }.')];
}
