import { describe, expect, it } from 'vitest';
import { METADATA_LIMITS } from '#contract/metadata';
import { lineProblem, type TagLine, tagLine, tagOf } from './tag-draft';

const line = (part: Partial<TagLine>): TagLine => ({ ...tagLine('set', 'env', 'prod'), ...part });
const problem = (part: Partial<TagLine>, ...others: TagLine[]) => {
  const asked = line(part);
  return lineProblem(asked, [asked, ...others]);
};

describe('a line of a tag form', () => {
  it.each<[part: Partial<TagLine>, problem: string | null]>([
    [{}, null],
    [{ key: '' }, 'Name a key.'],
    [{ verb: 'remove', value: '' }, null],
    [{ verb: 'rename', next: '' }, 'Name the new key.'],
    [{ verb: 'rename', next: 'env' }, 'The new key is the old one.'],
    [{ verb: 'rename', next: 'stage' }, null],
    [{ verb: 'replace', next: '' }, 'Give the new value.'],
    [{ verb: 'replace', next: 'test' }, null],
    // A value may be replaced by nothing less than a value, but from an empty one.
    [{ verb: 'replace', value: '', next: 'test' }, null],
  ])('%j: %s', (part, expected) => expect(problem(part)).toBe(expected));

  it('counts characters, not code units, in whatever it will write', () => {
    const key = '😀'.repeat(METADATA_LIMITS.key);
    expect(problem({ key })).toBeNull();
    expect(problem({ key: `${key}x` })).toMatch(/64/);
    expect(problem({ verb: 'rename', next: `${key}x` })).toMatch(/64/);
    expect(problem({ value: '😀'.repeat(METADATA_LIMITS.value) })).toBeNull();
    expect(problem({ value: 'x'.repeat(METADATA_LIMITS.value + 1) })).toMatch(/512/);
    expect(problem({ verb: 'replace', next: 'x'.repeat(METADATA_LIMITS.value + 1) })).toMatch(
      /512/,
    );
  });

  it('has a key of its own, but for several values that are replaced', () => {
    const twice = 'Another line has this key.';
    expect(problem({}, line({}))).toBe(twice);
    expect(problem({}, line({ verb: 'remove' }))).toBe(twice);
    const replaced = line({ verb: 'replace', value: 'a', next: 'b' });
    expect(problem({ verb: 'replace', value: 'b', next: 'c' }, replaced)).toBeNull();
    expect(problem({ verb: 'replace', value: 'a', next: 'c' }, replaced)).toBe(twice);
  });
});

it('lines become one change, whatever their keys are called', () => {
  const lines = [
    line({ key: '__proto__', value: 'x' }),
    line({ key: 'old', verb: 'remove' }),
    line({ key: 'a', verb: 'rename', next: 'b' }),
    line({ key: 'env', verb: 'replace', value: '1', next: '2' }),
    line({ key: 'env', verb: 'replace', value: '2', next: '1' }),
  ];
  const tag = tagOf(lines);
  expect(Object.entries(tag.set ?? {})).toEqual([['__proto__', 'x']]);
  expect(tag).toMatchObject({
    remove: ['old'],
    rename: { a: 'b' },
    replace: { env: { '1': '2', '2': '1' } },
  });
});
