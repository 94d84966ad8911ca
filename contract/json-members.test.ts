import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editMembers, elementTexts, memberTexts } from './json-members';

const SEED = 20_260_101;

describe('JSON members', () => {
  it('keep the text of everything that is not edited', () => {
    const text =
      '{ "seed" : 4944116822809979520, "t":1.0,"x":[1e400,{"a":"\\u0000\\ud800"}],"store":true }';
    expect(editMembers(text, { store: null, model: '"m"' })).toBe(
      '{"seed" : 4944116822809979520,"t":1.0,"x":[1e400,{"a":"\\u0000\\ud800"}],"model":"m"}',
    );
  });

  it('replaces in place and removes every repetition of a key', () => {
    expect(editMembers('{"a":1,"b":2,"a":3}', { a: '9' })).toBe('{"a":9,"b":2}');
    expect(editMembers('{"a":1,"\\u0061":3}', { a: null })).toBe('{}');
  });

  it('knows names that live on every object as plain data', () => {
    const text = '{"__proto__":{"x":1},"constructor":2,"toString":3}';
    expect(editMembers(text, {})).toBe(text);
    expect(memberTexts(text).get('__proto__')).toBe('{"x":1}');
  });

  it('reads strings with quotes, backslashes and brackets in them', () => {
    expect(elementTexts(String.raw`["a\"]", "\\", "{", [ ] ,{"k":"}"}]`)).toEqual([
      String.raw`"a\"]"`,
      String.raw`"\\"`,
      '"{"',
      '[ ]',
      '{"k":"}"}',
    ]);
  });

  it('agrees with JSON.parse on any object, however it is spaced', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.nat(4), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        const read = [...memberTexts(text)].map(([key, member]) => [key, JSON.parse(member)]);
        expect(read).toEqual(Object.entries(JSON.parse(text) as object));
        expect(JSON.parse(editMembers(text, {}))).toEqual(JSON.parse(text));
      }),
      { seed: SEED, numRuns: 500 },
    );
  });

  it('agrees with JSON.parse on any array', () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue()), fc.nat(4), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        expect(elementTexts(text).map((element) => JSON.parse(element) as unknown)).toEqual(
          JSON.parse(text),
        );
      }),
      { seed: SEED, numRuns: 500 },
    );
  });
});
