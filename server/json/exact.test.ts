import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseExact, stringifyExact } from './exact';

describe('exact JSON', () => {
  it.each([
    '[4944116822809979520,1.0,-0,1e400,0.10,1E2,123456789012345678901234567890]',
    '{"logprob":-0.31725305318832397,"p":1.0e-7,"text":"\\ud800 \\u0000"}',
    '{"__proto__":{"seed":4944116822809979520},"constructor":1}',
    '{"plain":1,"half":0.5,"list":[true,false,null,"x"]}',
  ])('comes out as it went in: %s', (text) => {
    expect(stringifyExact(parseExact(text))).toBe(text);
  });

  it('keeps every digit of any number', () => {
    const digits = (constraints: { minLength: number; maxLength: number }) =>
      fc.string({ ...constraints, unit: fc.constantFrom(...'0000123456789'.split('')) });
    const decimal = fc.tuple(
      fc.constantFrom('', '-'),
      digits({ minLength: 1, maxLength: 20 }).map((text) => text.replace(/^0+(?=\d)/, '')),
      fc.oneof(
        fc.constant(''),
        digits({ minLength: 1, maxLength: 20 }).map((text) => `.${text}`),
      ),
      fc.constantFrom('', '', 'e5', 'E-07'),
    );
    fc.assert(
      fc.property(decimal, fc.constantFrom('', ' ', '\n'), (parts, blank) => {
        const number = parts.join('');
        for (const text of [`{"a":${blank}${number}}`, `[${blank}${number},${blank}${number}]`])
          expect(stringifyExact(parseExact(text))).toBe(text.replaceAll(blank, ''));
        expect(stringifyExact(parseExact(blank + number))).toBe(number);
      }),
      { seed: 20_261_130, numRuns: 2_000 },
    );
  });

  it('gives ordinary numbers as numbers', () => {
    expect(parseExact('{"index":3,"big":12345678901234567890}')).toMatchObject({ index: 3 });
  });

  it('keeps the last of repeated keys, as JSON.parse does', () => {
    expect(stringifyExact(parseExact('{"a":1.0,"a":2.0}'))).toBe('{"a":2.0}');
  });

  it('agrees with JSON for everything JavaScript can hold', () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
        const text = JSON.stringify(value);
        expect(JSON.parse(stringifyExact(parseExact(text)))).toEqual(JSON.parse(text));
      }),
      { seed: 20_260_102, numRuns: 1_000 },
    );
  });
});
