import StepForward from 'lucide-react/icons/step-forward';
import { Button } from '@/ui/button';
import { canContinue, type OnRun } from '../answers/continued';
import type { Turn } from '../turns/conversation';
import { answerContinued } from '../turns/turn-events';
import { isAnswering } from '../turns/playground-store';
import { useInTalk, useTalk } from '../turns/talk';

type Props = { turn: Turn; onRun: OnRun };

/** Lets the model go on from a text that ends too early, or that somebody has changed. */
export function ContinueButton({ turn, onRun }: Props) {
  const talk = useTalk();
  const isBusy = useInTalk(isAnswering);
  if (!canContinue(turn)) return null;

  function goOn() {
    const begun = answerContinued(turn, talk);
    if (begun) onRun(begun);
  }

  return (
    <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
      <Button size="sm" disabled={isBusy} onClick={goOn}>
        <StepForward aria-hidden className="size-3.5" /> Continue
      </Button>
      <span className="text-xs text-ink-3">
        Goes on from this text as another version. Some models begin anew.
      </span>
    </div>
  );
}
