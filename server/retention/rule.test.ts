import { describe, expect, it } from 'vitest';
import { EARLIEST } from '#contract/created';
import { DAY_S } from './slots';
import {
  dueFilter,
  earliest,
  filterOf,
  isSweeping,
  nextRun,
  problemOf,
  type Rule,
  sameScope,
} from './rule';

const NOW = Date.parse('2026-11-29T12:00:00Z') / 1_000;
const RULE: Rule = {
  name: 'Old ones',
  action: 'delete',
  olderThanDays: 30,
  where: '',
  except: [],
  enabled: true,
  hour: 3,
  dryRun: null,
};

describe('what a rule applies to', () => {
  it('is what is older than its days, and has a date at all', () => {
    const { created } = dueFilter(RULE, NOW);
    expect(created).toEqual({ min: EARLIEST, max: NOW - 30 * DAY_S });
  });

  it('is never younger than its days, whatever its filter says', () => {
    const young = { ...RULE, where: `created_before=${NOW}` };
    expect(filterOf(young, NOW).created.max).toBe(NOW - 30 * DAY_S);
    const old = { ...RULE, where: 'created_before=1700000000' };
    expect(filterOf(old, NOW).created.max).toBe(1_700_000_000);
  });

  it('leaves out what is exempt: a pair, or whatever has the key', () => {
    const except = [
      { key: 'hold', value: null },
      { key: 'env', value: 'prod' },
    ];
    const where = 'metadata_not[env]=test&metadata_missing=seen';
    const { metadataNot, metadataMissing } = filterOf({ ...RULE, except, where }, NOW);
    expect(metadataNot).toEqual([
      ['env', 'test'],
      ['env', 'prod'],
    ]);
    expect(metadataMissing).toEqual(['seen', 'hold']);
  });

  it('passes over what an address of the table says beside its filter', () => {
    const where = 'model=gpt-test&sort=cost&order=asc&limit=20&peek=chatcmpl-1&after=x';
    expect(problemOf({ ...RULE, where })).toBeNull();
    expect(filterOf({ ...RULE, where }, NOW).models).toEqual(['gpt-test']);
  });
});

describe('a filter that names what there is not', () => {
  it.each([
    'modle=gpt-test',
    'metadata[]=x',
    'older_than=30d',
    'model=',
    '=',
    'created_after=soon',
  ])('keeps the rule from running: %s', (where) => {
    expect(problemOf({ ...RULE, where })).toMatch(/./);
    expect(nextRun({ ...RULE, where }, NOW, null)).toBeNull();
  });
});

describe('the next run', () => {
  it('is the next time of its hour', () => {
    expect(nextRun(RULE, NOW, null)).toBe(Date.parse('2026-11-30T03:00:00Z') / 1_000);
    expect(nextRun({ ...RULE, enabled: false }, NOW, null)).toBeNull();
  });

  it('is not within a day of switching it on, or of a word on the clock', () => {
    const tomorrow = NOW + DAY_S;
    const later = Date.parse('2026-12-01T03:00:00Z') / 1_000;
    expect(nextRun({ ...RULE, from: tomorrow }, NOW, null)).toBe(later);
    expect(nextRun(RULE, NOW, NOW)).toBe(later);
    expect(earliest({ ...RULE, from: tomorrow + 5 }, NOW)).toBe(tomorrow + 5);
  });
});

it('takes a dry run for that of another rule as soon as what it applies to differs', () => {
  expect(sameScope(RULE, { ...RULE, name: 'Renamed', hour: 5, enabled: false })).toBe(true);
  const others: Partial<Rule>[] = [
    { action: 'strip' },
    { olderThanDays: 31 },
    { where: 'model=a' },
    { except: [{ key: 'hold', value: null }] },
  ];
  for (const other of others) expect(sameScope(RULE, { ...RULE, ...other })).toBe(false);
});

it('is sweeping beyond a thousand and half of everything', () => {
  expect(isSweeping({ count: 1_001, total: 2_001 })).toBe(true);
  expect(isSweeping({ count: 1_001, total: 2_002 })).toBe(false);
  expect(isSweeping({ count: 1_000, total: 1_000 })).toBe(false);
});
