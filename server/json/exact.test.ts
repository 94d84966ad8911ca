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
