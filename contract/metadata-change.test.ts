import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Metadata } from './metadata';
import { changeMetadata, counted, NO_CHANGES, outcomeOf, undoneFrom } from './metadata-change';

const key = fc.constantFrom('a', 'b', 'c', 'd', '__proto__', 'constructor', 'x y');
const value = fc.constantFrom('', '1', '2', 'one\ntwo', '😀');
const map = fc
  .uniqueArray(fc.tuple(key, value), { selector: ([name]) => name })
  .map((pairs): Metadata => Object.fromEntries(pairs));
const pairsOf = (metadata: Metadata) =>
  Object.entries(metadata)
    .map((pair) => JSON.stringify(pair))
    .toSorted();

describe('a change of metadata', () => {
  it.each<[string, Metadata, Parameters<typeof changeMetadata>[1], Metadata, number]>([
    ['swaps two', { a: '1', b: '2' }, { rename: { a: 'b', b: 'a' } }, { a: '2', b: '1' }, 0],
    [
      'turns three round',
      { a: '1', b: '2', c: '3' },
      { rename: { a: 'b', b: 'c', c: 'a' } },
      { b: '1', c: '2', a: '3' },
      0,
    ],
    [
      'moves along a chain',
      { a: '1', b: '2' },
      { rename: { a: 'b', b: 'c' } },
      { b: '1', c: '2' },
      0,
    ],
    ['onto a key that stays', { a: '1', b: '2' }, { rename: { a: 'b' } }, { b: '1' }, 1],
    [
      'onto a key that is removed',
      { a: '1', b: '2' },
      { rename: { a: 'b' }, remove: ['b'] },
      { b: '1' },
      0,
    ],
    ['two onto one', { a: '1', b: '2' }, { rename: { b: 'c', a: 'c' } }, { c: '1' }, 1],
    ['onto what is set', { a: '1' }, { rename: { a: 'b' }, set: { b: '9' } }, { b: '9' }, 1],
    [
      'sets the old name anew',
      { a: '1' },
      { rename: { a: 'b' }, set: { a: '9' } },
      { b: '1', a: '9' },
      0,
    ],
    [
      'replaces by the old name',
      { a: '1' },
      { rename: { a: 'b' }, replace: { a: { 1: '2' } } },
      { b: '2' },
      0,
    ],
    ['replaces in a circle', { a: '1' }, { replace: { a: { 1: '2', 2: '1' } } }, { a: '2' }, 0],
    ['of a key that is not there', { a: '1' }, { rename: { z: 'a' } }, { a: '1' }, 0],
    ['to its own name', { a: '1' }, { rename: { a: 'a' } }, { a: '1' }, 0],
  ])('%s', (_what, before, change, after, dropped) => {
    expect(changeMetadata(before, change)).toEqual({ metadata: after, dropped });
  });

  it('loses nothing by renames that are a permutation', () => {
    fc.assert(
      fc.property(map, fc.infiniteStream(fc.nat()), (before, numbers) => {
        const keys = Object.keys(before);
        const shuffled = keys.toSorted(() => (numbers.next().value % 2 === 0 ? 1 : -1));
        const rename = Object.fromEntries(keys.map((name, i) => [name, shuffled[i] ?? name]));
        const { metadata, dropped } = changeMetadata(before, { rename });
        expect(dropped).toBe(0);
        expect(Object.values(metadata).toSorted()).toEqual(Object.values(before).toSorted());
        for (const [name, text] of Object.entries(before)) {
          expect(Object.entries(metadata)).toContainEqual([rename[name], text]);
        }
      }),
      { seed: 8 },
    );
  });

  it('never loses a value of a rename without counting it', () => {
    fc.assert(
      fc.property(map, map, (before, rename) => {
        const { metadata, dropped } = changeMetadata(before, { rename });
        expect(Object.keys(metadata)).toHaveLength(Object.keys(before).length - dropped);
      }),
      { seed: 9 },
    );
  });

  it('can be taken back, but not over what somebody else wrote', () => {
    fc.assert(
      fc.property(map, map, map, map, fc.array(key), (before, set, rename, other, remove) => {
        const { metadata: after } = changeMetadata(before, { set, rename, remove });
        expect(pairsOf(undoneFrom(after, { before, after }) ?? { lost: '' })).toEqual(
          pairsOf(before),
        );
        const isOther = ![before, after].some(
          (known) => JSON.stringify(pairsOf(known)) === JSON.stringify(pairsOf(other)),
        );
        if (isOther) expect(undoneFrom(other, { before, after })).toBeNull();
      }),
      { seed: 10 },
    );
  });

  it('counts what it would do', () => {
    const full = Object.fromEntries(Array.from({ length: 16 }, (_, i) => [`k${i}`, 'v']));
    const change = { rename: { a: 'b' }, set: { more: '1' } };
    const maps = [{ a: '1', b: '2' }, full, { more: '1' }];
    expect(maps.map((one) => outcomeOf(one, change)).reduce(counted, NO_CHANGES)).toEqual({
      changes: 1,
      exceeds: 1,
      drops: 1,
    });
  });
});
