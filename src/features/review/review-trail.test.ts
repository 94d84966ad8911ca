// @vitest-environment node
import { expect, it } from 'vitest';
import { parseCompletionSearch } from '@/lib/completion-search';
import { type Place, stepsFrom, withPlace } from './review-trail';

const search = parseCompletionSearch(new URLSearchParams());
const place = (id: string): Place => ({ id, search });
const nothing = { previous: null, next: null };

it('goes back to what is in no list any more, and on from there', () => {
  const trail = withPlace(withPlace([], place('a')), place('b'));
  expect(stepsFrom(trail, 'b', { previous: null, next: place('c') })).toMatchObject({
    previous: { id: 'a' },
    next: { id: 'c' },
  });
  expect(stepsFrom(trail, 'a', nothing)).toMatchObject({ previous: null, next: { id: 'b' } });
});

it('never leads to a place of the trail a second time from its end', () => {
  const trail = [place('a'), place('b')];
  expect(stepsFrom(trail, 'b', { previous: null, next: place('a') }).next).toBeNull();
});
