import { useState } from 'react';
import type { Job } from '#contract/wire/jobs';
import { paceText } from '@/components/jobs/job-text';
import { formatDay, formatNumber } from '@/lib/format';
import { Progress } from '@/ui/progress';
import { useNow } from '@/ui/use-now';

/** Below this share, how many there are in all is a guess. */
const LEAST_SHARE = 0.05;

type Props = { provider: string; counts: Job['counts']; from: number; reached: number };

/** How far a copy of everything has come, by date: nobody says how much a provider stores. */
export function FirstCopy({ provider, counts: { done }, from, reached }: Props) {
  const now = useNow();
  const [since] = useState(() => ({ done, at: now }));
  const share = Math.min(1, Math.max(0, (reached - from) / Math.max(1, now / 1_000 - from)));
  const total = share < LEAST_SHARE ? 0 : roughly(done / share);
  const pace = paceText({ done, total }, since, now);
  return (
    <section aria-label={`First copy from ${provider}`} className="pt-2 tabular-nums">
      <p className="mb-3 text-sm text-ink-3">
        <b className="font-semibold text-ink">First copy</b> oldest first, 100 at a time
      </p>
      <Progress label={`Copying from ${provider}`} value={share} max={1} />
      <p className="mt-1.5 flex justify-between gap-3 text-xs text-ink-3">
        <span>{formatDay(from)}</span>
        <span>
          reached <b className="font-semibold text-ink">{formatDay(reached)}</b>
        </span>
        <span>today</span>
      </p>
      <p className="mt-2 text-xs text-ink-3">
        <b className="font-semibold text-ink">{formatNumber(done)}</b>
        {total > done && ` of about ${formatNumber(total)}`}
        {pace !== '' && ` · ${pace}`}
      </p>
    </section>
  );
}

/** Two digits: it is told by dates. */
function roughly(count: number): number {
  return Number(count.toPrecision(2));
}
