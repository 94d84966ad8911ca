const BEAT_MS = 200;

let before = performance.now();
let last = before;

setInterval(() => {
  before = last;
  last = performance.now();
}, BEAT_MS).unref();

/**
 * Since when what is read now may have been there, in milliseconds of `performance.now()`: under half a second ago, or
 * longer when this process did not run meanwhile. All connections were looked at between the last two beats.
 */
export function unnoticedSince(): number {
  return before;
}
