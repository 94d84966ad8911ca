import { expect, it } from 'vitest';
import { Passing } from './passing';

it('knows who is there, in the order in which they came', () => {
  const guests = new Passing<string, number>();
  guests.set('a', 1);
  guests.set('b', 2);
  guests.set('c', 3);
  expect(guests.delete('b')).toBe(2);
  guests.set('b', 4);
  expect([...guests.values()]).toEqual([1, 3, 4]);
  expect(guests.size).toBe(3);
  expect(guests.get('b')).toBe(4);
});

it('knows nobody who has left or was never there', () => {
  const guests = new Passing<number, string>();
  guests.set(1, 'a');
  expect(guests.delete(1)).toBe('a');
  expect([guests.get(1), guests.delete(1), guests.delete(2), guests.size]).toEqual([
    null,
    null,
    null,
    0,
  ]);
});

it('has one of each name: who takes it comes last', () => {
  const guests = new Passing<string, string>();
  guests.set('a', 'first');
  guests.set('b', 'second');
  guests.set('a', 'third');
  expect([...guests.values()]).toEqual(['second', 'third']);
});

it('passes over whoever leaves while all are asked', () => {
  const guests = new Passing<string, string>();
  for (const name of ['a', 'b', 'c']) guests.set(name, name);
  const asked: string[] = [];
  for (const name of guests.values()) {
    asked.push(name);
    guests.delete('b');
  }
  expect(asked).toEqual(['a', 'c']);
});
