import { useState } from 'react';
import type { Job } from '#contract/wire/jobs';
import { jobSentence, paceText, stateName } from '@/components/jobs/job-text';
import { formatNumber } from '@/lib/format';
import { Progress } from '@/ui/progress';
import { useNow } from '@/ui/use-now';

type Props = { job: Job; waitsFor?: string | null; className?: string };

/** How far a job is that has not ended, how fast it goes and what holds it up. */
export function JobProgress({ job, waitsFor = null, className }: Props) {
  const { done, total } = job.counts;
  // Of a transfer nobody knows how much is to come.
  const isCounted = job.state !== 'preparing' && total > done;
  return (
    <div className={className}>
      <Progress label={jobSentence(job)} value={done} max={isCounted ? total : 0} />
      <p className="mt-1 text-xs text-ink-3 tabular-nums">
        <b className="font-semibold text-ink">{formatNumber(done)}</b>
        {isCounted && ` of ${formatNumber(total)}`}
        {waitsFor !== null && ` · ${waitsFor}`}
        {waitsFor === null &&
          (job.state === 'running' ? <Pace counts={job.counts} /> : ` · ${stateName(job)}`)}
      </p>
    </div>
  );
}

/** Measured since it runs here: what was done before a pause says nothing. */
function Pace({ counts }: Pick<Job, 'counts'>) {
  const [since] = useState(() => ({ done: counts.done, at: Date.now() }));
  const text = paceText(counts, since, useNow());
  return text === '' ? null : ` · ${text}`;
}
