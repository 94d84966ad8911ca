import { useSyncExternalStore } from 'react';

/** Whole seconds since a time in Unix milliseconds, counted on; 0 without one. */
export function useSecondsSince(time: number | undefined): number {
  return useSyncExternalStore(everySecond, () =>
    time === undefined ? 0 : Math.max(0, Math.floor((Date.now() - time) / 1000)),
  );
}

function everySecond(onTick: () => void) {
  const timer = setInterval(onTick, 1000);
  return () => clearInterval(timer);
}
