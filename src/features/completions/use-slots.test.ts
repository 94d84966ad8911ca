import { describe, expect, it } from 'vitest';
import { assign } from './use-slots';

const slotsOf = (ids: string[], before: Map<string, number> = new Map()) => [
  ...assign(ids, before).of.values(),
];

describe('the keys of a page’s rows', () => {
  it('are used again by the rows of another page', () => {
    expect(slotsOf(['d', 'e'], new Map(Object.entries({ a: 0, b: 1, c: 2 })))).toEqual([0, 1]);
  });

  it('stay with the rows that stay, and are never given twice', () => {
    const before = new Map(Object.entries({ a: 0, b: 1, c: 2 }));
    expect(slotsOf(['new', 'a', 'b'], before)).toEqual([2, 0, 1]);
    expect(slotsOf(['x', 'c', 'y', 'z'], before)).toEqual([0, 2, 1, 3]);
  });
});
