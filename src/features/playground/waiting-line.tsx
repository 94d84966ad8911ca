import { useSyncExternalStore } from 'react';
import { Spinner } from '@/ui/spinner';

/** Shorter waits need no figure. */
const QUIET_SECONDS = 2;

/** Until something of the answer can be seen: that it is still waited for, and how long already. */
export function WaitingLine({ askedAt }: { askedAt: number | undefined }) {
  const seconds = useSyncExternalStore(everySecond, () =>
    askedAt === undefined ? 0 : Math.floor((Date.now() - askedAt) / 1000),
  );
  return (
    <p className="flex items-center gap-2 text-sm text-ink-3">
      <Spinner className="size-3.5" /> Waiting for the first words
      {seconds >= QUIET_SECONDS && <span className="tabular-nums">· {seconds} s</span>}
    </p>
  );
}

function everySecond(onTick: () => void) {
  const timer = setInterval(onTick, 1000);
  return () => clearInterval(timer);
}
