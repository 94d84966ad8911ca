import Square from 'lucide-react/icons/square';
import { usePreferences } from '@/components/preferences-store';
import { Button } from '@/ui/button';
import { Kbd } from '@/ui/kbd';
import { Tooltip } from '@/ui/tooltip';
import { areFunctionsRunning, stopFunctions, useFunctionRun } from '../calls/function-run';
import { stopAnswer } from '../answers/run-answer';
import { openTalk } from '../turns/talk';

type Props = {
  isBusy: boolean;
  /** Why nothing can be run now. */
  reason: string | null;
  /** Takes back what waits until it can be run. */
  cancel: (() => void) | undefined;
};

/** Runs what is written, or stops what runs. */
export function RunButton({ isBusy, reason, cancel }: Props) {
  const enterSends = usePreferences((state) => state.enterSends);
  const isCalling = useFunctionRun(areFunctionsRunning);
  if (isBusy || cancel) {
    // A node of its own: the click that stops must not end as the submit of Run.
    return (
      <Button
        key="stop"
        className="px-3"
        onClick={cancel ?? (() => (isCalling ? stopFunctions(openTalk) : void stopAnswer()))}
      >
        <Square aria-hidden className="size-3 fill-current" /> Stop <Kbd>Esc</Kbd>
      </Button>
    );
  }
  const isReady = reason === null;
  const button = (
    <Button
      key="run"
      type="submit"
      variant={isReady ? 'primary' : 'secondary'}
      aria-disabled={!isReady || undefined}
      aria-description={reason ?? undefined}
      className="px-3"
    >
      Run
      <Kbd tone={isReady ? 'filled' : undefined}>{enterSends ? 'Enter' : 'Mod+Enter'}</Kbd>
    </Button>
  );
  return isReady ? button : <Tooltip text={reason}>{button}</Tooltip>;
}
