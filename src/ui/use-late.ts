import { useEffect, useState } from 'react';

/** What is over sooner needs no sign that it lasts: dimming and lighting up again would cost more. */
const LATE_MS = 150;

/** Whether something has been so for a while already. */
export function useLate(isSo: boolean): boolean {
  const [isLate, setLate] = useState(false);
  useEffect(() => {
    if (!isSo) return undefined;
    const timer = setTimeout(() => setLate(true), LATE_MS);
    return () => {
      clearTimeout(timer);
      setLate(false);
    };
  }, [isSo]);
  return isSo && isLate;
}
