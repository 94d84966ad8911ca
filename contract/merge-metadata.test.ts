import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { mergeMetadata } from './merge-metadata';

const key = fc.constantFrom('a', 'b', 'c', 'constructor');
const metadata = fc.dictionary(key, fc.constantFrom('1', '2', '3'), { noNullPrototype: true });

it('takes each pair from the side that changed it', () => {
  fc.assert(
    fc.property(metadata, metadata, metadata, (base, mine, theirs) => {
      const { merged, conflicts } = mergeMetadata(base, mine, theirs);
      const read = (map: object, name: string): unknown =>
        Object.hasOwn(map, name) ? Reflect.get(map, name) : undefined;
      for (const name of ['a', 'b', 'c', 'constructor']) {
        const [was, my, their] = [base, mine, theirs].map((map) => read(map, name));
        expect(read(merged, name)).toBe(my === was ? their : my);
        const isConflict = conflicts.some((conflict) => conflict.key === name);
        expect(isConflict).toBe(my !== was && their !== was && my !== their);
      }
    }),
    { seed: 7 },
  );
});

it('asks both sides alike, and nothing more once the question is answered', () => {
  fc.assert(
    fc.property(metadata, metadata, metadata, (base, mine, theirs) => {
      const keys = (conflicts: { key: string }[]) => conflicts.map(({ key }) => key).toSorted();
      const here = mergeMetadata(base, mine, theirs);
      const there = mergeMetadata(base, theirs, mine);
      expect(keys(here.conflicts)).toEqual(keys(there.conflicts));
      if (here.conflicts.length === 0) expect(here.merged).toEqual(there.merged);
      // Saved on top of theirs, the merge is what it was.
      expect(mergeMetadata(theirs, here.merged, theirs)).toEqual({
        merged: here.merged,
        conflicts: [],
      });
    }),
    { seed: 7 },
  );
});

it('reports a pair that one side removed and the other changed', () => {
  const { conflicts } = mergeMetadata({ a: '1' }, {}, { a: '2' });
  expect(conflicts).toEqual([{ key: 'a', mine: undefined, theirs: '2' }]);
});

it('finds no conflict where both did the same', () => {
  expect(mergeMetadata({ a: '1' }, { a: '2' }, { a: '2' })).toEqual({
    merged: { a: '2' },
    conflicts: [],
  });
});
