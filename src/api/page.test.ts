import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { asPage, pageQuery } from '@/api/page';

const asText = (value: unknown) => (typeof value === 'string' ? value : null);

it('carries any filter through the query unchanged', () => {
  const text = fc.string({ unit: 'binary' });
  const map = fc.dictionary(text, text, { maxKeys: 16 });
  fc.assert(
    fc.property(map, (metadata) => {
      const received = [...new URLSearchParams(pageQuery({ metadata }).toString())];
      const expected = Object.entries(metadata).map(([key, value]) => [`metadata[${key}]`, value]);
      expect(received).toEqual(expected);
    }),
    { seed: 7 },
  );
});

it('sends what is set, under the names of the API', () => {
  const metadata = { 'a=b&c[d].e': '😀 +%' };
  const query = pageQuery({ after: 'c/1', limit: 50, order: 'desc', model: 'a:b', metadata });
  expect(query.toString()).toBe(
    'after=c%2F1&limit=50&order=desc&model=a%3Ab&metadata%5Ba%3Db%26c%5Bd%5D.e%5D=%F0%9F%98%80+%2B%25',
  );
  expect(pageQuery({}).toString()).toBe('');
});

it('reads pages of servers that leave things out', () => {
  expect(asPage({ data: ['a'] }, asText)).toEqual({
    object: 'list',
    data: ['a'],
    first_id: null,
    last_id: null,
    has_more: false,
    left_out: 0,
  });
  expect(asPage({ data: null }, asText)?.data).toEqual([]);
  expect(asPage({ data: [], first_id: '', has_more: true }, asText)?.has_more).toBe(false);
});

it('leaves out what it cannot read, and counts it', () => {
  const page = asPage({ data: ['a', 1, null, 'b'], has_more: true }, asText);
  expect(page).toMatchObject({ data: ['a', 'b'], left_out: 2, has_more: true });
  expect(asPage({ data: [1], has_more: true }, asText)).toMatchObject({ data: [], left_out: 1 });
});

it('refuses what is no page', () => {
  for (const value of [null, [], {}, { data: 'x' }]) expect(asPage(value, asText)).toBeNull();
});
