/**
 * A position is where a completion stands in the order of all: its second of creation in the upper bits, and which of
 * up to 2^20 in that second it is. Sort key and page cursor in one number; it stays below 2^53 until the year 2242.
 */
export const POSITIONS_PER_SECOND = 2 ** 20;

/** The first position of a second (Unix time). */
export function firstOfSecond(second: number): number {
  return second * POSITIONS_PER_SECOND;
}

/** The second (Unix time) of a position. */
export function secondOf(position: number): number {
  return Math.floor(position / POSITIONS_PER_SECOND);
}

/** A position of the same second, to be tried when this one is taken. */
export function nextInSecond(position: number): number {
  const next = position + 1;
  return secondOf(next) === secondOf(position) ? next : firstOfSecond(secondOf(position));
}
