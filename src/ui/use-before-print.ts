import { useEffect } from 'react';
import { flushSync } from 'react-dom';

/** Before the browser lays the page out for paper; what is shown then is on it. Null: nothing is left to show. */
export function useBeforePrint(show: (() => void) | null) {
  useEffect(() => {
    if (!show) return undefined;
    const now = () => flushSync(show);
    addEventListener('beforeprint', now);
    return () => removeEventListener('beforeprint', now);
  });
}
