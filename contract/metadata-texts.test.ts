import { expect, it } from 'vitest';
import { textMetadata } from './metadata';

it('reads metadata of any make as texts', () => {
  expect(textMetadata({ a: 'x', n: 7, b: true, o: { k: [1] }, z: null })).toEqual({
    a: 'x',
    n: '7',
    b: 'true',
    o: '{"k":[1]}',
    z: 'null',
  });
  // As servers written in PHP send an empty map.
  expect(textMetadata([])).toEqual({});
  for (const none of [null, undefined, 'env=prod', 7, ['a']]) expect(textMetadata(none)).toBeNull();
});
