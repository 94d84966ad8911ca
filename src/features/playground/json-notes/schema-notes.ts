import { asRecord } from '@/lib/as-record';
import { fault, hint, type Note } from './note';

type Path = Note['path'];

export const schemaTypes = ['string', 'number', 'integer', 'boolean', 'object', 'array', 'null'];

const NUMBERS = ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf'];
const COUNTS = ['minItems', 'maxItems', 'minLength', 'maxLength', 'minProperties', 'maxProperties'];
const TEXTS = ['title', 'description', 'format', '$schema', '$id'];

/** What a keyword has to hold; of those that are not here nothing is said. */
const RULES: [names: string[], isRight: (value: unknown) => boolean, message: string][] = [
  [['type'], isType, `A type is one of ${schemaTypes.join(', ')}, or a list of them.`],
  [['enum'], (value) => Array.isArray(value) && value.length > 0, 'enum is a list of values.'],
  [['required'], isTexts, 'required is a list of names of properties.'],
  [NUMBERS, (value) => typeof value === 'number', 'Enter a number.'],
  [COUNTS, (value) => Number.isInteger(value) && Number(value) >= 0, 'Enter a whole number.'],
  [TEXTS, (value) => typeof value === 'string', 'Enter a text.'],
  [['pattern'], isPattern, 'This is no regular expression.'],
];

const ONE = ['items', 'additionalProperties', 'not', 'if', 'then', 'else', 'contains'];
const NAMED = ['properties', '$defs', 'definitions', 'patternProperties'];
const LISTED = ['anyOf', 'allOf', 'oneOf', 'prefixItems'];

/** What is wrong in a JSON schema, with all schemas inside it. */
export function schemaNotes(root: unknown, path: Path): Note[] {
  return notesOf(root, path, root);
}

function notesOf(value: unknown, path: Path, root: unknown): Note[] {
  if (typeof value === 'boolean') return [];
  const schema = asRecord(value);
  if (!schema) return [fault(path, 'A schema is an object, such as { "type": "string" }.')];
  const keywords = RULES.flatMap(([names, isRight, message]) =>
    names
      .filter((name) => schema[name] !== undefined && !isRight(schema[name]))
      .map((name) => fault([...path, name], message)),
  );
  return [
    ...keywords,
    ...referenceNotes(schema, path, root),
    ...requiredNotes(schema, path),
    ...partsOf(schema, path).flatMap((part) => notesOf(part.value, part.path, root)),
    ...shapeNotes(schema, path),
  ];
}

/** The schemas directly within a schema. */
export function partsOf(schema: Record<string, unknown>, path: Path) {
  const one = ONE.filter((name) => schema[name] !== undefined).map((name) => ({
    value: schema[name],
    path: [...path, name],
  }));
  const named = NAMED.flatMap((name) =>
    Object.entries(asRecord(schema[name]) ?? {}).map(([key, value]) => ({
      value,
      path: [...path, name, key],
    })),
  );
  const listed = LISTED.flatMap((name) => {
    const list: unknown[] = Array.isArray(schema[name]) ? schema[name] : [];
    return list.map((value, at) => ({ value, path: [...path, name, at] }));
  });
  return [...one, ...named, ...listed];
}

function shapeNotes(schema: Record<string, unknown>, path: Path): Note[] {
  const maps = NAMED.filter((name) => schema[name] !== undefined && !asRecord(schema[name]));
  const lists = LISTED.filter((name) => schema[name] !== undefined && !isFilledList(schema[name]));
  return [
    ...maps.map((name) => fault([...path, name], `${name} is an object: a schema for each name.`)),
    ...lists.map((name) => fault([...path, name], `${name} is a list of schemas.`)),
  ];
}

function referenceNotes({ $ref }: Record<string, unknown>, path: Path, root: unknown): Note[] {
  if ($ref === undefined) return [];
  const at = [...path, '$ref'];
  if (typeof $ref !== 'string') return [fault(at, 'A $ref is a text, such as "#/$defs/item".')];
  if (!$ref.startsWith('#'))
    return [hint(at, 'Providers follow references within the schema only.')];
  const steps = $ref
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
  const target = steps.reduce<unknown>(
    (value, step) => (value as Record<string, unknown> | undefined)?.[step],
    root,
  );
  return target === undefined ? [fault(at, `The schema has nothing at “${$ref}”.`)] : [];
}

function requiredNotes({ required, properties }: Record<string, unknown>, path: Path): Note[] {
  const known = asRecord(properties);
  if (!known || !isTexts(required)) return [];
  const missing = required.find((name) => !Object.hasOwn(known, name));
  return missing === undefined
    ? []
    : [hint([...path, 'required'], `“${missing}” is required, and there is no such property.`)];
}

function isType(value: unknown): boolean {
  const types: unknown[] = Array.isArray(value) ? value : [value];
  return types.length > 0 && types.every((type) => schemaTypes.some((known) => known === type));
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((each) => typeof each === 'string');
}

function isFilledList(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0;
}

function isPattern(value: unknown): boolean {
  try {
    return typeof value === 'string' && new RegExp(value, 'u') instanceof RegExp;
  } catch {
    // That it cannot be compiled is the answer.
    return false;
  }
}
