import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readLenientFilter, readStrictFilter } from '../http/read-filter';
import { readListQuery } from './list-query';

const text = fc.oneof(
  fc.string({ minLength: 1, maxLength: 12, unit: 'grapheme' }),
  fc.stringMatching(/^[a-z[\]=&+%5BD .]{1,12}$/),
);
const isWell = (each: string) => each.isWellFormed() && !each.includes('\0');
// Empty brackets write a list for a form encoder; the table takes them as part of a key.
const key = text.filter(isWell).filter((k) => !k.startsWith('][') && !k.endsWith(']['));
const pairs = fc.uniqueArray(fc.tuple(key, text.filter(isWell)), {
  minLength: 1,
  maxLength: 8,
  selector: ([name]) => name,
});

test('OpenAI’s list, the table and what deletes understand the same pairs and models', () => {
  fc.assert(
    fc.property(pairs, text.filter(isWell), (metadata, model) => {
      const query = new URLSearchParams({ model });
      for (const [name, value] of metadata) query.append(`metadata[${name}]`, value);
      const list = readListQuery(query);
      for (const filter of [readLenientFilter(query), readStrictFilter(query.toString())]) {
        expect(filter.metadata).toEqual(list.metadata);
        expect(filter.models).toEqual([list.model]);
      }
    }),
    { numRuns: 500 },
  );
});

test('no name that is nearly one of a filter decides what is deleted, and OpenAI’s list refuses it too', () => {
  const near = [
    'Model',
    'models',
    'model[]',
    'METADATA[env]',
    'metadata[]',
    'metadata[env',
    'metadata.env',
    'metadatas[env]',
    'metadata_[env]',
  ];
  for (const name of near) {
    const query = new URLSearchParams([[name, 'x']]);
    expect(() => readStrictFilter(query.toString()), name).toThrow();
    expect(() => readListQuery(query), name).toThrow();
  }
});
