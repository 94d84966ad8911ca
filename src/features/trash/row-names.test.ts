import { expect, it } from 'vitest';
import { withNames } from './row-names';

const row = (id: string, input_preview: string, created: number | null = 1_790_000_000) => ({
  id,
  input_preview,
  created,
});
const names = (...rows: ReturnType<typeof row>[]) =>
  withNames(rows).map(({ name: { short, full } }) => [short, full]);

it('adds nothing to a name that no other row has', () => {
  expect(names(row('a', 'One'), row('b', 'Two'), row('c', ''))).toEqual([
    ['One', 'One'],
    ['Two', 'Two'],
    ['c', 'c'],
  ]);
});

it('tells rows of one text apart by when they were created', () => {
  const [one, other, third] = names(
    row('a', 'Same'),
    row('b', 'Same', 1_790_000_060),
    row('c', 'X'),
  );
  expect(one?.[0]).toMatch(/^Same, created [A-Z].*:20 [AP]M$/);
  expect(other?.[0]).toMatch(/^Same, created [A-Z].*:20 [AP]M$/);
  expect(one).not.toEqual(other);
  expect(third).toEqual(['X', 'X']);
});

it('and by as much of the end of their ids as it takes where that is the same, or unknown', () => {
  expect(
    names(
      row('chatcmpl-1aaaaaaz', 'Same'),
      row('chatcmpl-2aaaaaaz', 'Same'),
      row('chatcmpl-bcdefghi', 'Same', null),
      row('z', 'Same', null),
    ).map(([short]) => short),
  ).toEqual([
    'Same, id ending in 1aaaaaaz',
    'Same, id ending in 2aaaaaaz',
    'Same, id ending in defghi',
    'Same, id ending in z',
  ]);
});

it('tells texts apart that begin alike, and what their ends make alike', () => {
  const begin = 'Classify the mood of this message, please: ';
  const found = names(
    row('a-123456', `${begin}one`),
    row('b-654321', `${begin}two`),
    row('c', 'Same, created'),
  );
  expect(found.map(([short]) => short)).toEqual([
    'Classify the mood of this message, pleas…, id ending in 123456',
    'Classify the mood of this message, pleas…, id ending in 654321',
    'Same, created',
  ]);
  expect(found[0]?.[1]).toBe(`${begin}one`);
  expect(new Set(found.map(([, full]) => full)).size).toBe(3);
});
