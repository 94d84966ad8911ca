import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readShortForm, shortForm } from './short-form';

const long = (sign: string) => sign.repeat(2_000);

test('leaves out what is saved, and keeps all that is new', () => {
  const saved = { turns: [{ url: long('a') }], draft: 'x' };
  const value = { turns: [{ url: long('a') }, { url: long('b') }], draft: 'typed' };
  const text = shortForm(value, saved);
  expect(text).not.toContain(long('a'));
  expect(text).toContain(long('b'));
  expect(readShortForm(text, saved)).toEqual(value);
});

test('is nothing where a text is missing, or where it is damaged', () => {
  const text = shortForm([long('a')], [long('a')]);
  expect(readShortForm(text, [long('b')])).toBeNull();
  expect(readShortForm(text, null)).toBeNull();
  for (const damaged of ['', '{', 'null', '[]', '{"mark":1}', text.slice(0, -3)]) {
    expect(readShortForm(damaged, [long('a')])).toBeNull();
  }
});

test('gives back any value, whatever is saved besides', () => {
  const texts = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 5 }),
    fc.constantFrom(...['a', 'é', '\u{1F600}', '\ud800', '\0'].map(long)),
  );
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { depthSize: 'small' },
      texts,
      fc.constantFrom(null, true, 3),
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(fc.constantFrom('a', '__proto__', 'toString'), tie('value')),
    ),
  }));
  fc.assert(
    fc.property(value, value, (one, other) => {
      const expected: unknown = JSON.parse(JSON.stringify(one));
      const saved = [one, other];
      expect(JSON.stringify(readShortForm(shortForm(one, saved), saved))).toEqual(
        JSON.stringify(expected),
      );
      expect(JSON.stringify(readShortForm(shortForm(one, other), saved))).toEqual(
        JSON.stringify(expected),
      );
    }),
    { numRuns: 30 },
  );
});
