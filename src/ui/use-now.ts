import { useSyncExternalStore } from 'react';

/** How long a page may go on to say "4 sec. ago". */
const STEP_MS = 10_000;

/** The time in milliseconds, anew every ten seconds, for what tells how long ago something was. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => Math.floor(Date.now() / STEP_MS) * STEP_MS);
}

function subscribe(onChange: () => void): () => void {
  const timer = setInterval(onChange, STEP_MS);
  return () => clearInterval(timer);
}
