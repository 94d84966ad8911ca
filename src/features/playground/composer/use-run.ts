import { useEffect, useRef, useState } from 'react';
import { useHotkeys } from '@/ui/hotkeys';

/** What stands in the way for a moment only. */
export const LOADING_MODELS = 'Loading the models…';

export const RUNS_THEN = 'Runs when the models are loaded';

/**
 * Run asked for while the models are on their way happens once, when they are there. Esc takes it back, and so does a
 * change of what would be sent: half of the next words are not meant.
 */
export function useRun(
  isBusy: boolean,
  obstacle: string | null,
  written: unknown,
  onRun: () => void,
) {
  const [asked, setAsked] = useState<{ written: unknown } | null>(null);
  const settled = useRef(asked);
  const isSame = asked?.written === written;
  const isWaiting = isSame && asked !== null && obstacle === LOADING_MODELS;
  useEffect(() => {
    if (isWaiting || settled.current === asked) return;
    settled.current = asked;
    if (asked !== null && isSame && obstacle === null && !isBusy) onRun();
  }, [asked, isWaiting, isSame, obstacle, isBusy, onRun]);
  const cancel = isWaiting ? () => setAsked(null) : undefined;
  const run = () => {
    if (isBusy) return;
    if (obstacle === null) onRun();
    else if (obstacle === LOADING_MODELS) setAsked({ written });
  };
  useHotkeys({
    Escape: cancel,
    'Mod+Enter':
      isBusy || cancel || (obstacle !== null && obstacle !== LOADING_MODELS) ? undefined : run,
  });
  return { run, cancel };
}
