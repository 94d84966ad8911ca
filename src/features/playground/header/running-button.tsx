import { Suspense } from 'react';
import { Button } from '@/ui/button';
import { named } from '@/ui/lazily';
import { Popover } from '@/ui/popover';
import { Spinner } from '@/ui/spinner';
import { isGoingOn, useKnownRuns } from '../runs/known-runs';
import { useServerRuns } from '../runs/server-runs';

const RunningList = named(() => import('./running-list'), 'RunningList');

/** "2 running": what is being answered, here and in other conversations. */
export function RunningButton() {
  const count = useKnownRuns(({ runs }) => runs.filter(isGoingOn).length);
  const ended = useKnownRuns(({ runs }) => runs.length - runs.filter(isGoingOn).length);
  useServerRuns(count > 0);
  if (count + ended === 0) return null;
  const [shown, word] = count > 0 ? [count, 'running'] : [ended, 'ended'];
  return (
    <Popover
      aria-label="Running answers"
      placement="bottom-end"
      className="w-96 max-w-[calc(100vw-1rem)] p-0"
      trigger={
        <Button
          variant="ghost"
          aria-label={`${shown} ${word}`}
          className="tabular-nums max-sm:px-2"
        >
          {count > 0 && <Spinner className="size-3.5" />}
          {shown} <span className="max-sm:hidden">{word}</span>
        </Button>
      }
    >
      <Suspense fallback={<Spinner className="m-4 size-4" />}>
        <RunningList />
      </Suspense>
    </Popover>
  );
}
