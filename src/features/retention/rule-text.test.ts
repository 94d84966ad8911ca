// @vitest-environment node
import { expect, it } from 'vitest';
import { exemptionText, readExemptions, ruleSentence } from './rule-text';

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

it('reads exemptions from lines and writes them back', () => {
  expect(readExemptions(' keep = true \n\ncase\nurl=a=b')).toEqual([
    { key: 'keep', value: 'true' },
    { key: 'case', value: null },
    { key: 'url', value: 'a=b' },
  ]);
  expect(readExemptions('=true')).toBeNull();
  expect(exemptionText([...RULE.except])).toBe('keep=true\ncase');
});
