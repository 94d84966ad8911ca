import { Link } from 'react-router-dom';
import type { ImportResult } from '#contract/wire/transfers';
import { completionsText } from '@/components/jobs/job-text';
import { formatNumber } from '@/lib/format';
import { paths } from '@/paths';

/** What became of a file: how many lines went where, and the first of those that could not be read. */
export function ImportOutcome({ result }: { result: ImportResult }) {
  const { counts, failures } = result;
  return (
    <div className="mt-4 text-sm">
      <output className="block">
        {completionsText(counts.changed)} imported
        {counts.skipped > 0 && `, ${formatNumber(counts.skipped)} here already`}
        {counts.failed > 0 &&
          `, ${formatNumber(counts.failed)} ${counts.failed === 1 ? 'line' : 'lines'} not readable`}
        .{' '}
        <Link to={paths.completions()} className="text-accent-ink underline">
          See the completions
        </Link>
      </output>
      {failures.length > 0 && (
        <div className="mt-3 max-h-64 scrolls-y rounded-lg border border-line">
          <table className="w-full text-left text-xs">
            <caption className="sr-only">Lines that could not be read</caption>
            <thead className="text-ink-3">
              <tr>
                <th scope="col" className="px-3 py-1.5 font-medium">
                  Line
                </th>
                <th scope="col" className="px-3 py-1.5 font-medium">
                  Why
                </th>
              </tr>
            </thead>
            <tbody>
              {failures.map(({ line, reason, last }, at) => (
                // oxlint-disable-next-line react/no-array-index-key -- a line may be named twice, and the list never changes
                <tr key={at} className="border-t border-line align-top">
                  <td className="px-3 py-1.5 whitespace-nowrap tabular-nums">
                    {formatNumber(line)}
                    {last !== undefined && ` – ${formatNumber(last)}`}
                  </td>
                  <td className="px-3 py-1.5 break-words text-ink-2">{reason}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {counts.failed > failures.length && failures[0]?.last === undefined && (
        <p className="mt-2 text-xs text-ink-3">
          The first {formatNumber(failures.length)} are named here, the others in the jobs.
        </p>
      )}
    </div>
  );
}
