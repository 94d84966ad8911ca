import { expect, it } from 'vitest';
import { createRoom, createRooms, type Guest } from './room';

function guestOf(log: string[], name: string, pace = Infinity): Guest {
  return {
    isWhole: false,
    bytes: 0,
    perSecond: () => pace,
    refuse: () => log.push(`${name} refused`),
    pause: () => log.push(`${name} waits`),
    goOn: () => log.push(`${name} goes on`),
  };
}

it('refuses the slowest of those that are still coming when it is full', () => {
  const log: string[] = [];
  const room = createRoom(10);
  const [fast, slow, whole] = [
    guestOf(log, 'fast', 9),
    guestOf(log, 'slow', 1),
    guestOf(log, 'w', 0),
  ];
  for (const guest of [whole, fast, slow]) room.enter(guest, 3);
  whole.isWhole = true;
  room.enter(fast, 3);
  expect(log).toEqual(['slow refused']);
  room.enter(fast, 1);
  expect(log).toEqual(['slow refused']);
});

it('says what is in it, and whom there was no room for', () => {
  const log: string[] = [];
  const rooms = createRooms({ small: 10 * 1024, large: 3 * 1024 * 1024 });
  const [tiny, small, large, lost] = ['t', 's', 'l', 'x'].map((name) => guestOf(log, name, 1));
  if (!tiny || !small || !large || !lost) throw new Error('There are four.');
  rooms.enter(tiny, 10);
  rooms.enter(small, 5 * 1024);
  small.isWhole = true;
  rooms.enter(large, 2 * 1024 * 1024);
  rooms.enter(lost, 2 * 1024 * 1024);
  expect(rooms.seen()).toEqual({
    small: { bytes: 5 * 1024, coming: 0, whole: 1, refused: 0 },
    large: { bytes: 2 * 1024 * 1024, coming: 1, whole: 0, refused: 1 },
  });
  for (const guest of [tiny, small, large]) rooms.leave(guest);
  const none = { bytes: 0, coming: 0, whole: 0 };
  expect(rooms.seen()).toEqual({
    small: { ...none, refused: 0 },
    large: { ...none, refused: 1 },
  });
});

it('refuses the last of those that are equally fast', () => {
  const log: string[] = [];
  const room = createRoom(10);
  const [first, second] = [guestOf(log, 'first'), guestOf(log, 'second')];
  room.enter(first, 5);
  room.enter(second, 5);
  room.enter(first, 5);
  expect(log).toEqual(['second refused']);
});

it('lets the only one that is still coming wait for those that are being worked on', () => {
  const log: string[] = [];
  const room = createRoom(10);
  const [whole, waiting, late] = ['whole', 'waiting', 'late'].map((name) => guestOf(log, name));
  if (!whole || !waiting || !late) throw new Error('there are three');
  room.enter(whole, 8);
  whole.isWhole = true;
  room.enter(waiting, 5);
  room.enter(late, 1);
  expect(log).toEqual(['waiting waits', 'late refused']);
  room.leave(whole);
  expect(log.at(-1)).toBe('waiting goes on');
  room.leave(waiting);
  room.enter(late, 10);
  expect(log).toHaveLength(3);
});

it('keeps room for small ones that large ones cannot take, and none is needed for the smallest', () => {
  const log: string[] = [];
  const mib = 1024 * 1024;
  const rooms = createRooms({ small: mib, large: 2 * mib });
  const [large, small, next, tiny] = [
    guestOf(log, 'large'),
    guestOf(log, 'small'),
    guestOf(log, 'next'),
    guestOf(log, 'tiny'),
  ];
  rooms.enter(large, 2 * mib);
  large.isWhole = true;
  rooms.enter(small, mib);
  small.isWhole = true;
  rooms.enter(tiny, 4 * 1024);
  expect(log).toEqual([]);
  rooms.enter(next, mib / 2);
  expect(log).toEqual(['next waits']);
  rooms.leave(small);
  expect(log).toEqual(['next waits', 'next goes on']);
});
