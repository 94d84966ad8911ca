import { useEffect, useRef, useState } from 'react';
import { useHotkeys } from '@/ui/hotkeys';

/** What stands in the way for a moment only. */
export const LOADING_MODELS = 'Loading the models…';

export const RUNS_THEN = 'Runs when the models are loaded';

/**
 * `turn` is of a run that a turn asks for: only the model can be what it lacks.
 *
 * Run asked for while the models are on their way happens once, when they are there. Esc takes it back, and so does a
 * change of what would be sent: half of the next words are not meant.
 */
export function useRun<Turn>(
  isBusy: boolean,
  obstacle: string | null,
  hasModel: boolean,
  written: unknown,
  onRun: (turn?: Turn) => void,
) {
  const [asked, setAsked] = useState<{ written: unknown; turn?: Turn } | null>(null);
  const settled = useRef(asked);
  const isSame = asked?.written === written;
  const isWaiting = isSame && asked !== null && obstacle === LOADING_MODELS;
  useEffect(() => {
    if (isWaiting || settled.current === asked) return;
    settled.current = asked;
    if (asked !== null && isSame && obstacle === null && (asked.turn !== undefined || !isBusy))
      onRun(asked.turn);
  }, [asked, isWaiting, isSame, obstacle, isBusy, onRun]);
  const cancel = isWaiting ? () => setAsked(null) : undefined;
  const run = (turn?: Turn) => {
    if (turn === undefined && isBusy) return;
    if (turn === undefined ? obstacle === null : hasModel) onRun(turn);
    else if (turn !== undefined || obstacle === LOADING_MODELS) setAsked({ written, turn });
  };
  useHotkeys({
    Escape: cancel,
    'Mod+Enter':
      isBusy || cancel || (obstacle !== null && obstacle !== LOADING_MODELS)
        ? undefined
        : () => run(),
  });
  return { run, cancel };
}
