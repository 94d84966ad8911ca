// Loaded before a program, which then tells its parent how long its event loop was held up since it was asked last.
import { readFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';

const EVERY_MS = 5;
const delay = monitorEventLoopDelay({ resolution: EVERY_MS });
delay.enable();
let own = 0;
let last = worked();

setInterval(() => {
  const now = worked();
  own = Math.max(own, now - last);
  last = now;
}, EVERY_MS).unref();

/** CPU time of this thread so far, in milliseconds. Reads /proc: Linux only. */
function worked() {
  return Number(readFileSync('/proc/thread-self/schedstat', 'utf8').split(' ')[0]) / 1e6;
}

process.on('message', () => {
  process.send?.({ longest: delay.max / 1e6, p99: delay.percentile(99) / 1e6, own });
  delay.reset();
  own = 0;
});
process.channel?.unref();
