import { type RefObject, useInsertionEffect, useRef } from 'react';

/**
 * The value of the newest render, for what acts outside React, like a key. It is there before anybody sees that render:
 * an ordinary effect may run after the next key, which would then act on what was shown before.
 */
export function useLatest<T>(value: T): Readonly<RefObject<T>> {
  const latest = useRef(value);
  useInsertionEffect(() => {
    latest.current = value;
  });
  return latest;
}
