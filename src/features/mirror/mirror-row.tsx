import { useMutation } from '@tanstack/react-query';
import { Link } from 'react-router-dom';
import type { Job } from '#contract/wire/jobs';
import type { Mirror } from '#contract/wire/mirrors';
import { jobStarted } from '@/components/jobs/followed-job';
import { completionsText, restText, stateName } from '@/components/jobs/job-text';
import { QueryError } from '@/components/query-error';
import { formatNumber, formatRelativeTime } from '@/lib/format';
import { paths } from '@/paths';
import { useLack } from '@/queries/access';
import { mirrorMutations } from '@/queries/mirror-queries';
import { Button } from '@/ui/button';
import { Progress } from '@/ui/progress';
import { Select } from '@/ui/select';

const OFTEN: [minutes: number, name: string][] = [
  [15, 'Every 15 minutes'],
  [60, 'Every hour'],
  [360, 'Every 6 hours'],
  [1_440, 'Every day'],
];

export function MirrorRow({ mirror }: { mirror: Mirror }) {
  const { provider, every, last } = mirror;
  const running = useMutation(mirrorMutations.run());
  const scheduling = useMutation(mirrorMutations.schedule());
  const lack = useLack('admin');
  const isUnderWay = last !== null && last.ended === null;
  const error = running.error ?? scheduling.error;
  const choices =
    OFTEN.some(([minutes]) => minutes === every) || every === null
      ? OFTEN
      : [...OFTEN, [every, `Every ${formatNumber(every)} minutes`] as [number, string]];

  return (
    <li aria-label={provider} className="rounded-xl border border-line bg-surface p-4">
      <div className="flex flex-wrap items-end gap-3">
        <div className="min-w-0 flex-1 basis-60">
          <h2 className="text-sm font-semibold">{provider}</h2>
          <LastRun last={last} />
        </div>
        <Select
          label="Copy by itself"
          className="w-44"
          value={every ?? ''}
          disabled={lack !== null}
          title={lack ?? undefined}
          onChange={({ target }) =>
            scheduling.mutate({
              provider,
              every: target.value === '' ? null : Number(target.value),
            })
          }
        >
          <option value="">Only by hand</option>
          {choices.map(([minutes, name]) => (
            <option key={minutes} value={minutes}>
              {name}
            </option>
          ))}
        </Select>
        <Button
          loading={running.isPending || isUnderWay}
          notNow={lack}
          onClick={() => running.mutate(provider, { onSuccess: ({ id }) => jobStarted(id) })}
        >
          Copy now
        </Button>
      </div>
      {isUnderWay && (
        <div className="mt-3">
          <Progress label={`Copying from ${provider}`} value={0} max={0} />
          <p className="mt-1 text-xs text-ink-3 tabular-nums">
            {completionsText(last.counts.changed)} copied so far
          </p>
        </div>
      )}
      {error && <QueryError className="mt-3" title="It was not done" error={error} />}
    </li>
  );
}

function LastRun({ last }: { last: Job | null }) {
  if (last === null) return <p className="mt-0.5 text-xs text-ink-3">Never copied yet</p>;
  const rest = restText(last);
  return (
    <p className="mt-0.5 text-xs text-ink-3">
      <Link to={paths.data('jobs')} className="hover:underline">
        Last run {formatRelativeTime(last.created)}
      </Link>
      : {stateName(last).toLowerCase()}, {completionsText(last.counts.changed)} copied
      {rest !== '' && `, ${rest}`}
      {last.error !== null && <span className="block text-danger-ink">{last.error}</span>}
    </p>
  );
}
