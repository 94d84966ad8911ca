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
import { QuietSelect } from '@/ui/quiet-select';

const OFTEN: [minutes: number, name: string][] = [
  [15, 'every 15 minutes'],
  [60, 'every hour'],
  [360, 'every 6 hours'],
  [1_440, 'every day'],
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
      : [...OFTEN, [every, `every ${formatNumber(every)} minutes`] as [number, string]];

  return (
    <li
      aria-label={provider}
      className="flex flex-wrap items-start gap-x-4 gap-y-3 border-b border-line px-5 py-4"
    >
      <div className="min-w-0 flex-1 basis-72 space-y-1.5">
        <h2 className="text-read text-ink-2">
          Copy completions that{' '}
          <bdi className="inline-block max-w-full rounded-md border border-line bg-sunken px-1.5 font-medium break-words text-ink">
            {provider}
          </bdi>{' '}
          stores,{' '}
          <QuietSelect
            aria-label="Copy by itself"
            className="border border-line bg-sunken text-read font-medium text-ink"
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
            <option value="">only by hand</option>
            {choices.map(([minutes, name]) => (
              <option key={minutes} value={minutes}>
                {name}
              </option>
            ))}
          </QuietSelect>
        </h2>
        <LastRun last={last} />
        {isUnderWay && (
          <div>
            <Progress label={`Copying from ${provider}`} value={0} max={0} />
            <p className="mt-1 text-xs text-ink-3 tabular-nums">
              {completionsText(last.counts.changed)} copied so far
            </p>
          </div>
        )}
        {error && <QueryError title="It was not done" error={error} />}
      </div>
      <Button
        size="sm"
        loading={running.isPending || isUnderWay}
        notNow={lack}
        onClick={() => running.mutate(provider, { onSuccess: ({ id }) => jobStarted(id) })}
      >
        Copy now
      </Button>
    </li>
  );
}

function LastRun({ last }: { last: Job | null }) {
  if (last === null) return <p className="text-xs text-ink-3">Never copied yet</p>;
  const rest = restText(last);
  return (
    <p className="text-xs text-ink-3">
      <Link to={paths.data('jobs')} className="hover:underline">
        Last run {formatRelativeTime(last.created)}
      </Link>
      : {stateName(last).toLowerCase()}, {completionsText(last.counts.changed)} copied
      {rest !== '' && `, ${rest}`}
      {last.error !== null && <span className="block text-danger-ink">{last.error}</span>}
    </p>
  );
}
