import { METADATA_LIMITS } from '#contract/metadata';
import type { ChangeCounts } from '#contract/metadata-change';
import type { Job } from '#contract/wire/jobs';
import { formatBytes, formatDateTime, formatNumber } from '@/lib/format';
import { Spinner } from '@/ui/spinner';

type Props = { job: Job | undefined; isPreparing: boolean };

/** What was counted: exactly that is what the job will act on. */
export function JobFigures({ job, isPreparing }: Props) {
  if (isPreparing || !job) {
    return (
      <output className="mt-3 flex items-center gap-2 text-sm text-ink-3 tabular-nums">
        <Spinner className="size-4" />
        Counting… {job && job.counts.total > 0 ? formatNumber(job.counts.total) : ''}
      </output>
    );
  }
  const { counts, oldest, newest, bytes, progress } = job;
  return (
    <dl className="mt-3 grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 rounded-lg border border-line bg-sunken p-3 text-sm">
      <Figure name="Completions" value={formatNumber(counts.total)} />
      {oldest !== null && <Figure name="Oldest" value={formatDateTime(oldest)} />}
      {newest !== null && <Figure name="Newest" value={formatDateTime(newest)} />}
      {bytes > 0 && <Figure name="Texts" value={formatBytes(bytes)} />}
      {progress.changes !== undefined && (
        <Figure name="Would change" value={formatNumber(progress.changes)} />
      )}
      <ChangeWarnings {...progress} />
    </dl>
  );
}

/** What a change of metadata would not do, or do beside. */
export function ChangeWarnings({ exceeds = 0, drops = 0 }: Partial<ChangeCounts>) {
  return (
    <>
      {exceeds > 0 && (
        <Figure
          name="Too many pairs"
          value={`${formatNumber(exceeds)} would have more than ${METADATA_LIMITS.pairs} and stay as they are`}
        />
      )}
      {drops > 0 && (
        <Figure
          name="Values lost"
          value={`${formatNumber(drops)}, where a renamed key replaces another`}
        />
      )}
    </>
  );
}

export function Figure({ name, value }: { name: string; value: string }) {
  return (
    <>
      <dt className="text-ink-3">{name}</dt>
      <dd className="tabular-nums">{value}</dd>
    </>
  );
}
