import { useSyncExternalStore } from 'react';

/** Whole seconds until a time in Unix milliseconds, counted down; 0 from then on. */
export function useSecondsUntil(time: number): number {
  return useSyncExternalStore(everySecond, () =>
    Math.max(0, Math.ceil((time - Date.now()) / 1000)),
  );
}

function everySecond(onTick: () => void) {
  const timer = setInterval(onTick, 1000);
  return () => clearInterval(timer);
}
