import { useMutation } from '@tanstack/react-query';
import { Link } from 'react-router-dom';
import type { Job } from '#contract/wire/jobs';
import type { Mirror } from '#contract/wire/mirrors';
import { jobStarted } from '@/components/jobs/followed-job';
import { JobProgress } from '@/components/jobs/job-progress';
import { stepsOf } from '@/components/jobs/job-steps';
import { completionsText, restText, stateName } from '@/components/jobs/job-text';
import { useJobStep } from '@/components/jobs/use-job-step';
import { QueryError } from '@/components/query-error';
import { formatNumber, formatRelativeTime } from '@/lib/format';
import { paths } from '@/paths';
import { useLack } from '@/queries/access';
import { mirrorMutations } from '@/queries/mirror-queries';
import { Button } from '@/ui/button';
import { QuietSelect } from '@/ui/quiet-select';
import { FirstCopy } from './first-copy';

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
            aria-label={`How often ${provider} is copied by itself`}
            className="border border-line bg-sunken text-read! font-medium text-ink"
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
        {isUnderWay && <UnderWay job={last} provider={provider} />}
        {error && <QueryError title="That did not work" error={error} />}
      </div>
      <Button
        size="sm"
        aria-label={`Copy now: ${provider}`}
        loading={running.isPending}
        notNow={lack ?? (isUnderWay ? 'A copy is under way' : null)}
        onClick={() => running.mutate(provider, { onSuccess: ({ id }) => jobStarted(id) })}
      >
        Copy now
      </Button>
    </li>
  );
}

function UnderWay({ job, provider }: { job: Job; provider: string }) {
  const { step, stepping, lackFor } = useJobStep(() => {});
  const { from, reached } = job.progress;
  return (
    <div className="flex items-end gap-4">
      <div className="min-w-0 flex-1">
        {from === undefined || reached === undefined ? (
          <JobProgress job={job} />
        ) : (
          <FirstCopy counts={job.counts} {...{ provider, from, reached }} />
        )}
      </div>
      {stepsOf(job).map(([name, label]) => (
        <Button
          key={name}
          size="sm"
          variant="ghost"
          aria-label={`${label}: the copy of ${provider}`}
          loading={stepping === name}
          notNow={lackFor(job, name)}
          onClick={() => step(job, name)}
        >
          {label}
        </Button>
      ))}
    </div>
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
