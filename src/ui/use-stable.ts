import { useCallback } from 'react';
import { useLatest } from './use-latest';

/** The same function in every render, which does what the latest render's would: for memoised children. */
export function useStable<Args extends unknown[], Result>(
  act: (...args: Args) => Result,
): (...args: Args) => Result {
  const latest = useLatest(act);
  return useCallback((...args) => latest.current(...args), [latest]);
}
