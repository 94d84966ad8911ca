import { useEffect, useEffectEvent } from 'react';
import { flushSync } from 'react-dom';

/** Before the browser lays the page out for paper; what is shown then is on it. Null: nothing is left to show. */
export function useBeforePrint(show: (() => void) | null) {
  const now = useEffectEvent(() => show && flushSync(show));
  // For as long as the page is there: one that is put in another's place while they are told would not be told.
  useEffect(() => {
    addEventListener('beforeprint', now);
    return () => removeEventListener('beforeprint', now);
  }, []);
}
