import { useEffect, useRef, useState } from 'react';
import { useHotkeys } from '@/ui/hotkeys';

/** What stands in the way for a moment only. */
export const LOADING_MODELS = 'Loading the models…';

export const RUNS_THEN = 'Runs when the models are loaded';

type Now = {
  isBusy: boolean;
  obstacle: string | null;
  hasModel: boolean;
  /** The models are on their way. */
  isLoading: boolean;
  written: unknown;
};

/**
 * `turn` is of a run that a turn asks for: only the model can be what it lacks. What waits for one turn gives way to the
 * next, unless `isOther` says that both are meant.
 *
 * Run asked for while the models are on their way happens once, when they are there. Esc takes it back, and so does a
 * change of what would be sent: half of the next words are not meant.
 */
export function useRun<Turn>(
  { isBusy, obstacle, hasModel, isLoading, written }: Now,
  onRun: (turn?: Turn) => void,
  isOther: (before: Turn, next: Turn) => boolean = () => false,
) {
  const [asked, setAsked] = useState<{ written: unknown; turns: Turn[] } | null>(null);
  const settled = useRef(asked);
  const isSame = asked?.written === written;
  const isOfTurns = asked !== null && asked.turns.length > 0;
  const isComing = isOfTurns ? isLoading && !hasModel : obstacle === LOADING_MODELS;
  const isWaiting = asked !== null && isSame && isComing;
  useEffect(() => {
    if (isWaiting || settled.current === asked) return;
    settled.current = asked;
    if (asked === null || !isSame) return;
    if (isOfTurns && hasModel) for (const turn of asked.turns) onRun(turn);
    if (!isOfTurns && obstacle === null && !isBusy) onRun();
  }, [asked, isWaiting, isSame, isOfTurns, hasModel, obstacle, isBusy, onRun]);
  const cancel = isWaiting ? () => setAsked(null) : undefined;
  const run = (turn?: Turn) => {
    if (turn === undefined) {
      if (isBusy) return;
      if (obstacle === null) onRun();
      else if (obstacle === LOADING_MODELS) setAsked({ written, turns: [] });
    } else if (hasModel) onRun(turn);
    else {
      const waiting = isWaiting && settled.current !== asked ? asked.turns : [];
      setAsked({ written, turns: [...waiting.filter((each) => isOther(each, turn)), turn] });
    }
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
