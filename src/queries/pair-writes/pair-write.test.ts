import { expect, it } from 'vitest';
import { LOCAL_CONNECTION } from '@/api/connection';
import { isOf, nameFrom, type PairWrite, valueOf, withWrites } from './pair-write';

const WRITE: PairWrite = {
  n: '1',
  source: LOCAL_CONNECTION,
  id: 'chatcmpl-1',
  name: 'Hello',
  key: 'review',
  value: 'good',
  appends: false,
  refusal: null,
};

it('shows metadata as they will be, in the order of the writes', () => {
  const later = { ...WRITE, n: '2', value: 'bad' };
  expect(withWrites({ env: 'prod' }, [WRITE, later])).toEqual({ env: 'prod', review: 'bad' });
  expect(withWrites({ review: 'good' }, [{ ...WRITE, value: null }])).toEqual({});
});

it('leaves out what was refused', () => {
  expect(withWrites({ review: 'bad' }, [{ ...WRITE, refusal: 'No room' }])).toEqual({
    review: 'bad',
  });
});

it('sets keys that live on every object like any other', () => {
  for (const key of ['__proto__', 'constructor', 'toString']) {
    const metadata = withWrites({}, [{ ...WRITE, key }]);
    expect(Object.entries(metadata)).toEqual([[key, 'good']]);
  }
});

it('puts a note behind one that was not seen, and replaces none', () => {
  const note = { ...WRITE, value: 'too long', appends: true };
  expect(valueOf(note, undefined)).toBe('too long');
  expect(valueOf(note, 'wrong order number')).toBe('wrong order number too long');
  expect(valueOf({ ...note, value: null }, 'seen')).toBeNull();
  expect(valueOf({ ...note, appends: false }, 'seen')).toBe('too long');
});

it('is of one completion at one address of one source', () => {
  const connection = LOCAL_CONNECTION;
  expect(isOf(WRITE, connection, 'chatcmpl-1')).toBe(true);
  expect(isOf(WRITE, connection, 'chatcmpl-2')).toBe(false);
  expect(isOf(WRITE, { ...connection, baseUrl: '/other' }, 'chatcmpl-1')).toBe(false);
  expect(isOf(WRITE, { ...connection, id: 'other' }, 'chatcmpl-1')).toBe(false);
});

it('names a completion by how its text begins, whole characters only', () => {
  expect(nameFrom('👍'.repeat(100))).toBe('👍'.repeat(80));
});
