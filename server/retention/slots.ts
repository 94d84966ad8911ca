/** All times in Unix seconds; hours are UTC, so that every day has each of them once. */

const HOUR_S = 3_600;
export const DAY_S = 24 * HOUR_S;

/** The last time at or before `now` at which the clock showed this hour. */
export function slotBefore(hour: number, now: number): number {
  const today = Math.floor(now / DAY_S) * DAY_S + hour * HOUR_S;
  return today <= now ? today : today - DAY_S;
}

/** The first time at or after `from` at which the clock shows this hour. */
export function slotFrom(hour: number, from: number): number {
  return slotBefore(hour, from - 1) + DAY_S;
}
