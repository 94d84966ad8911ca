import { expect, it } from 'vitest';
import { readFilters } from '#contract/filter';
import { chosenText, targetOf } from './chosen';

const filtersOf = (query: string) => readFilters(new URLSearchParams(query)).filters;

it('a selection is named by its ids, whatever the filter says', () => {
  expect(targetOf({ ids: ['a', 'b'] })).toEqual({ ids: ['a', 'b'] });
  expect(chosenText({ ids: ['a'] })).toBe('1 selected completion');
  expect(chosenText({ ids: ['a', 'b'] })).toBe('2 selected completions');
});

it('without any condition it is everything, and says so', () => {
  expect(targetOf({ filters: [] })).toEqual({ all: true });
  expect(chosenText({ filters: [] })).toBe('every completion that is stored');
});

it('all that match is asked for in the words of the address, each condition kept', () => {
  const query = 'model=a&model=b&metadata[x&y]=1=2&metadata_missing=review&q=two words';
  const filters = filtersOf(query);
  const target = targetOf({ filters });
  if (!('filter' in target)) throw new Error('no filter');
  expect(filtersOf(target.filter)).toEqual(filters);
  expect(chosenText({ filters })).toMatch(/^every completion that matches .*two words/);
});
