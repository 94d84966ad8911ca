import { Link } from 'react-router-dom';
import type { DryRun, Rule } from '#contract/wire/retention';
import { completionsText } from '@/components/jobs/job-text';
import { shownText } from '@/lib/shown-text';
import { formatBytes, formatDay, formatNumber, formatRelativeTime } from '@/lib/format';
import { paths } from '@/paths';

type Props = { rule: Rule; seen: DryRun };

/** "12 would be deleted". */
export function actedOnText(action: Rule['action'], count: number): string {
  return `${formatNumber(count)} would ${action === 'delete' ? 'be deleted' : 'lose their texts'}`;
}

/** What the rule would do now. */
export function DryRunResult({ rule, seen }: Props) {
  const { count, total, kept, oldest, newest, bytes, sample, at, sweeping } = seen;
  const would = rule.action === 'delete' ? 'would be deleted' : 'would lose their texts';
  return (
    <section aria-label="What it would do" className="text-xs text-ink-2">
      <p>
        <strong className="font-medium text-ink tabular-nums">
          {formatNumber(count)} of {completionsText(total)}
        </strong>{' '}
        {would}
        {kept > 0 && `; the exemptions keep ${formatNumber(kept)}`}.{' '}
        <span className="text-ink-3">
          {oldest !== null && newest !== null && (
            <>
              From {formatDay(oldest)} to {formatDay(newest)}, {formatBytes(bytes)} of texts.{' '}
            </>
          )}
          Counted {formatRelativeTime(at)}.
        </span>
      </p>
      {sweeping && (
        <p className="mt-1 text-warning-ink">
          This is more than half of all completions, so it never runs on its own: start it by hand
          and confirm this number.
        </p>
      )}
      {sample.length > 0 && (
        <details className="mt-1">
          <summary className="w-fit cursor-pointer">
            The oldest {sample.length === 1 ? 'one' : formatNumber(sample.length)}
          </summary>
          <ul className="mt-1 space-y-1">
            {sample.map(({ id, created, model, preview }) => (
              <li key={id} className="flex gap-3 text-xs">
                <span className="w-32 shrink-0 text-ink-3 max-sm:w-20">
                  {formatRelativeTime(created)}
                </span>
                <Link
                  to={paths.completion(id)}
                  dir="auto"
                  className="min-w-0 flex-1 truncate hover:underline"
                >
                  {shownText(preview || id)}
                </Link>
                <span className="max-w-40 shrink-0 truncate font-mono text-ink-3 max-sm:hidden">
                  {shownText(model)}
                </span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}
