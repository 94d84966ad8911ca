import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readMetadataQuery } from './metadata-query';

function read(query: string): [string, string][] {
  return readMetadataQuery(new URLSearchParams(query));
}

/** What a client that encodes a value as 4D AIKit does puts on the wire. */
function aikitEncoded(text: string): string {
  return encodeURIComponent(text)
    .replaceAll('%20', '+')
    .replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
}

const text = fc.oneof(
  fc.string({ minLength: 1, maxLength: 12, unit: 'grapheme' }),
  fc.stringMatching(/^[a-z[\]=&+% .]{1,12}$/),
);
const key = text.filter((k) => k.isWellFormed() && !k.startsWith('][') && !k.endsWith(']['));
const pairs = fc.uniqueArray(
  fc.tuple(
    key,
    text.filter((v) => v.isWellFormed()),
  ),
  {
    minLength: 1,
    maxLength: 4,
  },
);

describe('a metadata filter in a query', () => {
  it.each([
    ['metadata[k]=v', [['k', 'v']]],
    ['metadata%5Bk%5D=v', [['k', 'v']]],
    ['metadata=metadata%5Bk%5D%3Dv', [['k', 'v']]],
    ['metadata=metadata[k]=v', [['k', 'v']]],
    // An early AIKit does not encode: the second pair becomes a parameter of its own.
    [
      'order=asc&metadata=metadata[a]=1&metadata[b]=2',
      [
        ['a', '1'],
        ['b', '2'],
      ],
    ],
    [
      'metadata=metadata%5Ba%5D%3D1%26metadata%5Bb%5D%3D2',
      [
        ['a', '1'],
        ['b', '2'],
      ],
    ],
    ['metadata=metadata%255Bk%255D%253Dv', [['k', 'v']]],
    ['metadata=metadata%255Bk%255D%3Dv', [['k', 'v']]],
    ['metadata%255Bk%255D=v', [['k', 'v']]],
    ['metadata=metadata%5Bmail%5D%3Da%2Bb%40x.org', [['mail', 'a+b@x.org']]],
    ['metadata=metadata%5Bk%5D%3Dtwo+words', [['k', 'two words']]],
    ['metadata=metadata%5Bk%5D%3D100%25', [['k', '100%']]],
    ['metadata=metadata%5Bk%5D%3Da%3Db', [['k', 'a=b']]],
    ['metadata=metadata%5Bk%5D%3D', [['k', '']]],
    ['metadata=metadata%5Bk%5D%3Dv%26', [['k', 'v']]],
    ['limit=3', []],
  ])('is read from %s', (query, expected) => {
    expect(read(query)).toEqual(expected);
  });

  it('is the same in every way of writing it', () => {
    fc.assert(
      fc.property(pairs, (expected) => {
        const query = new URLSearchParams(expected.map(([k, v]) => [`metadata[${k}]`, v]));
        expect(read(query.toString())).toEqual(expected);
        expect(read(`metadata=${encodeURIComponent(query.toString())}`)).toEqual(expected);
        expect(read(`metadata=${aikitEncoded(aikitEncoded(plainText(expected)))}`)).toEqual(
          expected,
        );
        expect(read(`metadata=${aikitEncoded(plainText(expected))}`)).toEqual(expected);
      }),
    );
  });

  it.each([
    'metadata=',
    'metadata',
    'metadata=k%3Dv',
    'metadata=k=v',
    'metadata=v',
    'metadata=%7B%22k%22%3A%22v%22%7D',
    'metadata=%26',
    'metadata=metadata%5Bk%5D',
    'metadata=metadata%5Bk%3Dv',
    'metadata=metadata%5B%5D%3Dv',
    'metadata=metadata%5Bk%5D%3Da%26b',
    'metadata=metadata%5Bk%5D%3Dv%26limit%3D1',
    'metadata=metadata%5Bk%5D%3Dv&metadata=k',
    'metadata=%5Bk%5D%3Dv',
    'metadata=%3Fmetadata%5Bk%5D%3Dv',
    'metadata=metadata%25255Bk%25255D%25253Dv',
    'metadata.k=v',
    'metadata_any[k]=v',
    'metadata[]=v',
    'metadata[k=v',
    'metadata[k][]=v',
    'metadata[][k]=v',
    'metadata]k[=v',
    'Metadata[k]=v',
    'metadata[k]x=v',
    '+metadata[k]=v',
    'filter[metadata][k]=v',
    'metadata%25255Bk%25255D=v',
  ])('is refused as %s', (query) => {
    expect(() => read(query)).toThrow(expect.objectContaining({ status: 400 }));
  });

  it('that names metadata anywhere is understood or refused, never ignored', () => {
    const noise = fc.stringMatching(/^[metadk[\]=&%25BD.+]{0,14}$/);
    fc.assert(
      fc.property(noise, noise, (before, after) => {
        const query = `metadata${before}=${after}`;
        let found: unknown[] | null = null;
        try {
          found = read(query);
        } catch {
          // Refused.
        }
        expect(found === null || found.length > 0).toBe(true);
      }),
    );
  });
});

/** As somebody writes it in code, who escapes only what would be read as something else. */
function plainText(list: [string, string][]): string {
  const escaped = (part: string) => part.replace(/[%&=]/g, (c) => encodeURIComponent(c));
  return list.map(([k, v]) => `metadata[${escaped(k)}]=${escaped(v)}`).join('&');
}
