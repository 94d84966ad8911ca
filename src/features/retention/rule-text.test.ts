import fc from 'fast-check';
import { expect, it } from 'vitest';
import { filterWords } from '@/components/filter-text';
import { readFilters } from '#contract/filter';
import { conditionAt, exemptionText, readExemptions, ruleSentence, whereText } from './rule-text';

const RULE = {
  name: 'Old',
  action: 'delete',
  older_than_days: 30,
  where: 'model=gpt-x&metadata_exists=env',
  except: [
    { key: 'keep', value: 'true' },
    { key: 'case', value: null },
  ],
  enabled: false,
  hour: 3,
} as const;

it('says in a sentence what a rule does', () => {
  expect(ruleSentence({ ...RULE, except: [...RULE.except] })).toBe(
    'Delete completions older than 30 days where model=gpt-x and has key env, except keep=true or any case',
  );
  expect(
    ruleSentence({ ...RULE, action: 'strip', older_than_days: 1, where: '', except: [] }),
  ).toBe('Remove the texts of completions older than 1 day');
});

it.each([
  ['metadata_any[env]=a&model=m&metadata_any[env]=b', 'env=a or b and model=m'],
  ['model=a&model=b', 'model=a or b'],
  ['tokens_min=5&tokens_max=9', 'tokens ≥ 5 and tokens ≤ 9'],
  ['metadata_not[env]=a&metadata_not[env]=b', 'env ≠ a and env ≠ b'],
  ['model=a&model=a&nonsense=1', 'model=a and model=a and nonsense=1'],
])('says the values of one name as one condition: %s', (where, said) => {
  expect(ruleSentence({ ...RULE, where, except: [] })).toBe(
    `Delete completions older than 30 days where ${said}`,
  );
});

it('reads exemptions from lines and writes them back', () => {
  expect(readExemptions(' keep = true \n\ncase\nurl=a=b')).toEqual([
    { key: 'keep', value: 'true' },
    { key: 'case', value: null },
    { key: 'url', value: 'a=b' },
  ]);
  expect(readExemptions('=true')).toBeNull();
  expect(exemptionText([...RULE.except])).toBe('keep=true\ncase');
});

it.each(['"keep', '"keep" x', '"keep"true', '"\\q"=1', '""=x', 'keep="x'])(
  'refuses what is quoted wrongly: %s',
  (line) => expect(readExemptions(line)).toBeNull(),
);

it('holds every exemption that there can be, so that editing a rule never widens it', () => {
  const part = fc.oneof(
    fc.string({ unit: 'binary', minLength: 1 }),
    fc.constantFrom(
      'a=b',
      ' a',
      'a ',
      '"',
      '"a"',
      'a\nb',
      'a\r\nb',
      '\t',
      '=',
      '\\',
      '\u2028',
      '\ud800',
    ),
  );
  const value = fc.oneof(part, fc.constant(''), fc.constant(null));
  fc.assert(
    fc.property(fc.array(fc.record({ key: part, value }), { maxLength: 5 }), (except) => {
      // As a field keeps it.
      const field = exemptionText(except).replaceAll(/\r\n?/g, '\n');
      expect(readExemptions(field)).toEqual(except);
    }),
  );
});

it('knows which condition a word of the sentence is, whatever else the filter says', () => {
  const parts = [
    'model=a',
    'model=a',
    'nonsense=1',
    'metadata[env]=b',
    'tokens_min=x',
    'q=',
    'q=c',
  ];
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...parts), { maxLength: 9 }), (chosen) => {
      const where = chosen.join('&');
      const { filters, unread } = readFilters(new URLSearchParams(where));
      filterWords(where).forEach((word, at) => {
        const { condition, problem } = conditionAt(where, at);
        const filter = filters[condition];
        expect((filter === undefined) !== (problem === -1)).toBe(true);
        const one = filter
          ? whereText([filter], [])
          : whereText([], unread.slice(problem, problem + 1));
        expect(filterWords(one)).toEqual([word]);
      });
    }),
  );
});
