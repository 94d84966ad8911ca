import { Link } from 'react-router-dom';
import type { Job } from '#contract/wire/jobs';
import type { Rule } from '#contract/wire/retention';
import { formatNumber, formatRelativeTime, formatUtc } from '@/lib/format';
import { paths } from '@/paths';

/** When a rule runs next, and how it last ran. */
export function RuleTimes({ rule }: { rule: Rule }) {
  const { hour, next_run: next, last_runs: runs, enabled } = rule;
  return (
    <div className="space-y-0.5 text-xs text-ink-3">
      <p>
        {enabled ? 'Runs' : 'It is off. It would run'} every day at {String(hour).padStart(2, '0')}
        :00 UTC.{' '}
        {next !== null && <strong className="font-medium">Next run: {formatUtc(next)}.</strong>}
      </p>
      {runs.length > 0 && (
        <p>
          Last runs:{' '}
          {runs.map((job, index) => (
            <span key={job.id}>
              {index > 0 && '; '}
              {formatRelativeTime(job.created)}, {runText(job)}
            </span>
          ))}
          .{' '}
          <Link to={paths.data('jobs')} className="underline">
            Jobs
          </Link>
        </p>
      )}
    </div>
  );
}

function runText({ state, counts, error, spec }: Job): string {
  const done = `${formatNumber(counts.changed)} ${spec.action === 'strip' ? 'stripped' : 'deleted'}`;
  if (state === 'completed') return done;
  return state === 'failed' ? `${error ?? 'failed'} (${done})` : `${state} (${done})`;
}
