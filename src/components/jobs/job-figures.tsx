import { METADATA_LIMITS } from '#contract/metadata';
import type { ChangeCounts } from '#contract/metadata-change';
import type { Job } from '#contract/wire/jobs';
import { formatBytes, formatDateTime, formatNumber } from '@/lib/format';
import { Spinner } from '@/ui/spinner';
import { Summary, SummaryRow } from '@/ui/summary';

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
    <Summary>
      <SummaryRow name="Completions">{formatNumber(counts.total)}</SummaryRow>
      {oldest !== null && <SummaryRow name="Oldest">{formatDateTime(oldest)}</SummaryRow>}
      {newest !== null && <SummaryRow name="Newest">{formatDateTime(newest)}</SummaryRow>}
      {bytes > 0 && <SummaryRow name="Texts">{formatBytes(bytes)}</SummaryRow>}
      {progress.changes !== undefined && (
        <SummaryRow name="Would change">{formatNumber(progress.changes)}</SummaryRow>
      )}
      <ChangeWarnings {...progress} />
    </Summary>
  );
}

/** What a change of metadata would not do, or do beside. */
export function ChangeWarnings({ exceeds = 0, drops = 0 }: Partial<ChangeCounts>) {
  return (
    <>
      {exceeds > 0 && (
        <SummaryRow name="Too many pairs">
          {formatNumber(exceeds)} would have more than {METADATA_LIMITS.pairs} and stay as they are
        </SummaryRow>
      )}
      {drops > 0 && (
        <SummaryRow name="Values lost">
          {formatNumber(drops)}, where a renamed key replaces another
        </SummaryRow>
      )}
    </>
  );
}
