// Loaded before a program, which then tells its parent how long its event loop was held up since it was asked last.
import { readFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';

const EVERY_MS = 5;
const delay = monitorEventLoopDelay({ resolution: EVERY_MS });
delay.enable();
let own = 0;
let last = { at: performance.now(), queued: queued() };

setInterval(() => {
  const now = { at: performance.now(), queued: queued() };
  own = Math.max(own, now.at - last.at - EVERY_MS - (now.queued - last.queued));
  last = now;
}, EVERY_MS).unref();

/** How long this thread could have run and got no core, in milliseconds. Reads /proc: Linux only. */
function queued() {
  return Number(readFileSync('/proc/thread-self/schedstat', 'utf8').split(' ')[1]) / 1e6;
}

process.on('message', () => {
  process.send?.({ longest: delay.max / 1e6, own });
  delay.reset();
  own = 0;
});
process.channel?.unref();
