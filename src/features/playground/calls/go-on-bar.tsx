import ArrowUp from 'lucide-react/icons/arrow-up';
import Play from 'lucide-react/icons/play';
import Square from 'lucide-react/icons/square';
import type { MessageCall } from '#contract/message/calls';
import { formatCount } from '@/lib/format';
import { Button } from '@/ui/button';
import { Kbd } from '@/ui/kbd';
import { draftOf, functionOf } from '../request/call-handling';
import { useInTalk, useTalk } from '../turns/talk';
import { TrustNotice } from './trust-notice';
import { areFunctionsRunning, stopFunctions, useFunctionRun } from './function-run';
import { runFunctions } from './run-functions';
import { wentOn } from './go-on';

type Props = { calls: readonly MessageCall[]; onRun: () => void };

/** Below the calls that wait: runs their functions, and goes on when each has a result. */
export function GoOnBar({ calls, onRun }: Props) {
  const handling = useInTalk((state) => state.calls);
  const talk = useTalk();
  const isBusy = useFunctionRun(areFunctionsRunning);
  const hasHitLimit = useFunctionRun(({ rounds }) => rounds > 0 && rounds >= handling.rounds);
  const missing = calls.filter(({ id }) => draftOf(handling, id).text === '').length;
  const able = calls.filter(({ name }) => functionOf(handling, name) !== null);
  if (able.length > 0 && !handling.isTrusted) {
    return <TrustNotice names={[...new Set(able.map(({ name }) => name))]} />;
  }
  return (
    <div className="flex flex-wrap items-center gap-2 pt-1">
      <Button
        variant="primary"
        size="sm"
        disabled={missing > 0 || isBusy}
        onClick={() => wentOn(calls, onRun, talk)}
      >
        <ArrowUp aria-hidden className="size-3.5" /> Continue
        <Kbd tone="filled">Mod+Enter</Kbd>
      </Button>
      {isBusy ? (
        <Button key="stop" size="sm" onClick={() => stopFunctions(talk)}>
          <Square aria-hidden className="size-3 fill-current" /> Stop the functions
        </Button>
      ) : (
        able.length > 0 && (
          <Button key="run" size="sm" onClick={() => void runFunctions(able, talk)}>
            <Play aria-hidden className="size-3.5" />
            {able.length === 1 ? 'Run the function' : `Run ${able.length} functions`}
          </Button>
        )
      )}
      <output className="text-xs text-ink-3">
        {hasHitLimit && `Tools ran automatically for ${formatCount(handling.rounds, 'round')}. `}
        {missing > 0 && !isBusy && waitingFor(missing)}
      </output>
    </div>
  );
}

function waitingFor(missing: number): string {
  return missing === 1
    ? 'The model waits for a result: write it into the card.'
    : `The model waits for ${missing} results: write them into the cards.`;
}
