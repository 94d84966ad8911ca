import { asRecord } from '@/lib/as-record';
import { hint, type Note } from './note';
import { partsOf } from './schema-notes';

type Path = Note['path'];

const UNKNOWN = [
  'allOf',
  'oneOf',
  'not',
  'if',
  'then',
  'else',
  'dependentRequired',
  'patternProperties',
];

/** What OpenAI asks of a schema beyond its being one, when `strict` is on. Hints: other providers ask less. */
export function strictNotes(root: unknown, path: Path): Note[] {
  const schema = asRecord(root);
  if (!schema) return [hint(path.slice(0, -1), 'With strict there has to be a schema.')];
  const isObject = schema.type === 'object' && schema.anyOf === undefined;
  const outer = isObject ? [] : [hint(path, 'With strict the outermost schema is an object.')];
  return [...outer, ...within(schema, path)];
}

function within(value: unknown, path: Path): Note[] {
  const schema = asRecord(value);
  if (!schema) return [];
  const unknown = UNKNOWN.filter((name) => schema[name] !== undefined);
  return [
    ...unknown.map((name) => hint([...path, name], `With strict, ${name} is not supported.`)),
    ...objectNotes(schema, path),
    ...partsOf(schema, path).flatMap((part) => within(part.value, part.path)),
  ];
}

function objectNotes(schema: Record<string, unknown>, path: Path): Note[] {
  const types = [schema.type].flat();
  if (!types.includes('object')) return [];
  const names = Object.keys(asRecord(schema.properties) ?? {});
  const required: unknown[] = Array.isArray(schema.required) ? schema.required : [];
  const free = names.filter((name) => !required.includes(name));
  const open = hint(path, 'With strict every object needs "additionalProperties": false.');
  const optional = hint(
    path,
    `With strict every property is required: add ${free.map((name) => `“${name}”`).join(', ')}.`,
  );
  return [
    ...(schema.additionalProperties === false ? [] : [open]),
    ...(free.length > 0 ? [optional] : []),
  ];
}
