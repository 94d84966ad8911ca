// @vitest-environment node
import { expect, it } from 'vitest';
import { parseReviewSet, reviewSetText } from '@/components/review-settings';

it('reads a set and writes it back', () => {
  const set = parseReviewSet(' review = good | bad|unsure ');
  expect(set).toEqual({ key: 'review', values: ['good', 'bad', 'unsure'] });
  expect(set && reviewSetText({ ...set, noteKey: 'note' })).toBe('review=good|bad|unsure');
});

it.each(['', 'review', 'review=', '=good', 'r=a||b', 'r=a|a', 'r=1|2|3|4|5|6|7|8|9|10'])(
  'refuses "%s"',
  (text) => expect(parseReviewSet(text)).toBeNull(),
);

it('counts characters as the API does', () => {
  const emoji = (count: number) => '\u{1F600}'.repeat(count);
  expect(parseReviewSet(`${emoji(64)}=${emoji(64)}|b`)).not.toBeNull();
  expect(parseReviewSet(`${emoji(65)}=a|b`)).toBeNull();
  expect(parseReviewSet(`a=${emoji(65)}|b`)).toBeNull();
  expect(parseReviewSet('a\0=good|b')).toBeNull();
});
