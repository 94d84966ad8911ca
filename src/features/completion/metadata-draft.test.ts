import { expect, it } from 'vitest';
import {
  countPairs,
  draftOf,
  draftPair,
  metadataOf,
  problemsOf,
  withPasted,
} from './metadata-draft';

const problemOf = (key: string, value: string) => [...problemsOf([draftPair(key, value)]).values()];

it('writes the pairs that were begun, in their order', () => {
  const pairs = [...draftOf({ env: 'prod' }), draftPair(), draftPair('note', '')];
  expect(metadataOf(pairs)).toEqual({ env: 'prod', note: '' });
  expect(countPairs(pairs)).toBe(2);
  expect(problemsOf(pairs).size).toBe(0);
});

it('counts characters, not the units they are made of', () => {
  expect(problemOf('😀'.repeat(64), '😀'.repeat(512))).toEqual([]);
  expect(problemOf('k'.repeat(65), '')).toEqual([{ key: 'Shorten the key to 64 characters.' }]);
  expect(problemOf('k', '😀'.repeat(513))).toEqual([
    { value: 'Shorten the value to 512 characters.' },
  ]);
});

it('finds keys that are empty or taken, and characters that no database keeps', () => {
  expect(problemOf('', 'x')).toEqual([{ key: 'Give this value a key.' }]);
  const [first, second] = [draftPair('env', 'a'), draftPair('env', 'b')];
  expect([...problemsOf([first, second])]).toEqual([
    [second.id, { key: 'Another pair has this key.' }],
  ]);
  const message = 'It holds a character that cannot be stored.';
  expect(problemOf('a\0', 'b\ud800')).toEqual([{ key: message, value: message }]);
});

it('puts pasted pairs in place of the empty one, and new values under known keys', () => {
  const [env, empty] = [draftPair('env', 'test'), draftPair()];
  const pairs = withPasted([env, empty], empty, { env: 'prod', team: 'search' });
  expect(metadataOf(pairs)).toEqual({ env: 'prod', team: 'search' });
  expect(pairs).toHaveLength(2);
});
