import { useCallback, useInsertionEffect, useRef } from 'react';

/** The same function in every render, which does what the latest render's would: for memoised children. */
export function useStable<Args extends unknown[], Result>(
  act: (...args: Args) => Result,
): (...args: Args) => Result {
  const latest = useRef(act);
  useInsertionEffect(() => {
    latest.current = act;
  });
  return useCallback((...args) => latest.current(...args), []);
}
