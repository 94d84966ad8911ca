import { Link } from 'react-router-dom';
import type { ImportResult } from '#contract/wire/transfers';
import { completionsText } from '@/components/jobs/job-text';
import { formatCount, formatNumber } from '@/lib/format';
import { paths } from '@/paths';
import { BadLines } from './bad-lines';

type Props = { file: File; duplicates: 'skip' | 'replace'; result: ImportResult };

/** What became of a file: how many lines went where, and the first of those that could not be read. */
export function ImportOutcome({ file, duplicates, result }: Props) {
  const { counts, failures } = result;
  return (
    <div className="mt-4 text-sm">
      <output className="block">
        {completionsText(counts.changed)} imported
        {counts.skipped > 0 && `, ${formatNumber(counts.skipped)} here already`}
        {counts.failed > 0 && `, ${linesText(counts.failed)} not readable`}.{' '}
        <Link to={paths.completions()} className="text-accent-ink underline">
          See the completions
        </Link>
      </output>
      {failures.length > 0 && <BadLines {...{ file, duplicates, result }} />}
      {counts.failed > failures.length && failures[0]?.last === undefined && (
        <p className="mt-2 text-xs text-ink-3">
          The first {formatNumber(failures.length)} are named here, the others in the jobs.
        </p>
      )}
    </div>
  );
}

export function linesText(count: number): string {
  return formatCount(count, 'line');
}
