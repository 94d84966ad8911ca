import { expect, test } from 'vitest';
import { verdictIn } from './compare-verdict';

const said = (id: string, compare: string, compare_id: string) => ({
  id,
  metadata: { compare, compare_id, topic: 'refund' },
});

test('a verdict is what the stored answers say together', () => {
  expect(verdictIn([said('a', 'other', 'b'), said('b', 'best', 'b')])).toEqual({ best: 'b' });
  expect(verdictIn([said('a', 'equal', 'a'), said('b', 'equal', 'a')])).toBe('equal');
  expect(verdictIn([said('a', 'none', 'a'), said('b', 'none', 'a')])).toBe('none');
});

test('it is none while one of them says something else, or nothing', () => {
  expect(verdictIn([])).toBeNull();
  expect(verdictIn([said('a', 'best', 'a'), { id: 'b', metadata: {} }])).toBeNull();
  expect(verdictIn([said('a', 'best', 'a'), said('b', 'other', 'c')])).toBeNull();
  expect(verdictIn([said('a', 'best', 'a'), said('b', 'best', 'a')])).toBeNull();
  expect(verdictIn([said('a', 'equal', 'a'), said('b', 'none', 'a')])).toBeNull();
});
