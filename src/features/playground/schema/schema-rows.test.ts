import { expect, test } from 'vitest';
import {
  isFree,
  madeStrict,
  propertyAdded,
  propertyChanged,
  propertyRemoved,
  propertyRenamed,
  requiredSet,
  type Schema,
  schemaRows,
  TYPE_WORDS,
  withType,
} from './schema-rows';

const schema: Schema = {
  type: 'object',
  properties: {
    order: { type: 'string', description: 'KB- and five digits' },
    reason: { type: 'string', enum: ['late', 'damaged'] },
    lines: {
      type: 'array',
      items: {
        type: 'object',
        properties: { sku: { type: 'string' }, quantity: { type: ['integer', 'null'] } },
        required: ['sku'],
      },
    },
    ref: { $ref: '#/$defs/x' },
  },
  required: ['order', 'reason', 'lines'],
  $defs: { x: { type: 'string' } },
};
const lines = (of: Schema) =>
  schemaRows(of).map(({ path, type, isNullable, isRequired }) =>
    [path.join('.'), type, isNullable && 'or null', isRequired && '*'].filter(Boolean).join(' '),
  );

test('properties are rows, those within lists and objects below them', () => {
  expect(lines(schema)).toEqual([
    'order string *',
    'reason one of *',
    'lines list of object *',
    'lines.sku string *',
    'lines.quantity integer or null',
    'ref other',
  ]);
  expect(lines({})).toEqual([]);
  expect(lines({ properties: 'none', required: 7 })).toEqual([]);
});

test('a property keeps its place, and its place among the required ones, when it is renamed', () => {
  const renamed = propertyRenamed(schema, ['order'], 'number');
  expect(lines(renamed)[0]).toBe('number string *');
  expect(lines(propertyRenamed(schema, ['lines', 'sku'], 'article'))[3]).toBe(
    'lines.article string *',
  );
  expect(renamed.$defs).toEqual(schema.$defs);
  expect(isFree(schema, ['order'], 'reason')).toBe(false);
  expect(isFree(schema, ['order'], 'sku')).toBe(true);
  expect(isFree(schema, ['order'], '')).toBe(false);
});

test('properties are added, removed and required where they are', () => {
  const { schema: more, path } = propertyAdded(schema, ['lines']);
  expect(path).toEqual(['lines', 'name']);
  expect(propertyAdded(more, ['lines']).path).toEqual(['lines', 'name_2']);
  expect(lines(more)[5]).toBe('lines.name string *');
  expect(lines(propertyRemoved(schema, ['lines', 'sku']))).not.toContain('lines.sku string *');
  expect(lines(requiredSet(schema, ['lines', 'quantity'], true))[4]).toBe(
    'lines.quantity integer or null *',
  );
  expect(lines(requiredSet(schema, ['order'], false))[0]).toBe('order string');
});

test('another type keeps the description; every word makes a schema that reads as that word', () => {
  for (const word of TYPE_WORDS)
    for (const isNullable of [false, true]) {
      const made = withType({ type: 'boolean', description: 'Told' }, word, isNullable);
      expect(made.description).toBe('Told');
      const [row] = schemaRows({ properties: { it: made } });
      expect(row).toMatchObject({ type: word, isNullable });
    }
  const limited = withType({ type: 'number', minimum: 0 }, 'number', true);
  expect(limited).toEqual({ type: ['number', 'null'], minimum: 0 });
  expect(withType({ $ref: '#/x' }, 'other', true)).toEqual({ $ref: '#/x' });
});

test('names that objects have of their own are names like others', () => {
  const odd = propertyRenamed(schema, ['order'], '__proto__');
  expect(lines(odd)[0]).toBe('__proto__ string *');
  const changed = propertyChanged(odd, ['__proto__'], () => ({ type: 'boolean' }));
  expect(lines(changed)[0]).toBe('__proto__ boolean *');
  expect(lines(propertyChanged(schema, ['lines', 'sku'], () => ({ type: 'number' })))[3]).toBe(
    'lines.sku number *',
  );
});

test('strict requires all names, lets those that could be left out be null, and closes every object', () => {
  const strict = madeStrict(schema);
  expect(lines(strict)).toEqual([
    'order string *',
    'reason one of *',
    'lines list of object *',
    'lines.sku string *',
    'lines.quantity integer or null *',
    'ref other *',
  ]);
  expect(JSON.stringify(strict).match(/"additionalProperties":false/g)).toHaveLength(2);
  expect(madeStrict({ type: 'string' })).toEqual({ type: 'string' });
});
