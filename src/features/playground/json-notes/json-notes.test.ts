import { expect, test } from 'vitest';
import { jsonNotes } from './json-notes';
import { strictHints } from './strict-hints';
import type { JsonKind } from './note';

const said = (kind: JsonKind, value: unknown) =>
  [...jsonNotes(kind, value), ...strictHints(kind, value)].map(
    ({ path, severity, message }) => `${severity} ${path.join('.')}: ${message}`,
  );

const format = (schema: unknown, strict = false) => ({ name: 'answer', strict, schema });

test('a schema that is one, with references and lists of types, has no notes', () => {
  const schema = {
    type: 'object',
    properties: { a: { $ref: '#/$defs/item' }, b: { type: ['string', 'null'], pattern: '^a' } },
    required: ['a', 'b'],
    additionalProperties: false,
    $defs: { item: { type: 'array', items: { enum: [1, 'x', null] } } },
  };
  expect(said('schema', format(schema, true))).toEqual([]);
});

test.each([
  [{ type: 'text' }, 'fault schema.type: A type is one of'],
  [{ properties: { a: { type: 'strin' } } }, 'fault schema.properties.a.type: A type'],
  [{ items: [{}] }, 'fault schema.items: A schema is an object'],
  [{ properties: [] }, 'fault schema.properties: properties is an object'],
  [{ anyOf: [] }, 'fault schema.anyOf: anyOf is a list'],
  [{ required: 'a' }, 'fault schema.required: required is a list'],
  [{ enum: [] }, 'fault schema.enum: enum is a list'],
  [{ pattern: '(' }, 'fault schema.pattern: This is no regular expression'],
  [{ minLength: -1 }, 'fault schema.minLength: Enter a whole number'],
  [{ $ref: '#/$defs/none' }, 'fault schema.$ref: The schema has nothing at'],
  [{ $ref: 'https://example.com/a' }, 'hint schema.$ref: Providers follow'],
  [{ properties: {}, required: ['a'] }, 'hint schema.required: “a” is required'],
])('%j is told of', (schema, message) => {
  expect(said('schema', format(schema))).toEqual([expect.stringContaining(message)]);
});

test('strict asks for closed objects with required properties at every depth, as hints', () => {
  const inner = { type: 'object', properties: { b: {} } };
  const schema = {
    type: 'object',
    properties: { a: inner },
    required: ['a'],
    additionalProperties: false,
  };
  expect(said('schema', format(schema, true))).toEqual([
    'hint schema.properties.a: With strict every object needs "additionalProperties": false.',
    'hint schema.properties.a: With strict every property is required: add “b”.',
  ]);
  expect(said('schema', format(schema))).toEqual([]);
  expect(said('schema', format({ anyOf: [{}] }, true))).toEqual([
    'hint schema: With strict the outermost schema is an object.',
  ]);
});

test('every tool has a type, and every function a name of its own and a schema', () => {
  const named = (name: string) => ({ type: 'function', function: { name } });
  expect(said('tools', [named('a'), { type: 'web_search' }])).toEqual([]);
  expect(said('tools', [{}, { type: 'function' }, named('a b'), named('c'), named('c')])).toEqual([
    expect.stringContaining('fault 0: Every tool'),
    expect.stringContaining('fault 1: Describe the function'),
    expect.stringContaining('fault 2.function.name: A name has'),
    'fault 4.function.name: Two functions are named “c”.',
  ]);
  const parameters = { type: 'object', properties: { city: { type: 'town' } } };
  expect(said('tools', [{ type: 'function', function: { name: 'a', parameters } }])).toEqual([
    expect.stringContaining('fault 0.function.parameters.properties.city.type: A type'),
  ]);
});
