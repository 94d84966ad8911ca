import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { JOB_KINDS } from '#contract/jobs/kinds';
import type { Job } from '#contract/wire/jobs';
import type { JobStep } from '@/api/jobs';
import { jobStarted } from '@/components/jobs/followed-job';
import {
  failedText,
  jobName,
  jobSentence,
  restText,
  stateName,
  targetText,
} from '@/components/jobs/job-text';
import { formatDateTime, formatDuration, formatNumber, formatRelativeTime } from '@/lib/format';
import { changeJob } from '@/queries/job-queries';
import { Badge } from '@/ui/badge';
import { Button } from '@/ui/button';
import { Progress } from '@/ui/progress';
import { showToast } from '@/ui/toast-store';
import { JobFailures } from './job-failures';

const TONES: Partial<Record<Job['state'], 'success' | 'danger' | 'warning' | 'accent'>> = {
  completed: 'success',
  failed: 'danger',
  paused: 'warning',
  running: 'accent',
};

export function JobRow({ job }: { job: Job }) {
  const [isListing, setListing] = useState(false);
  const stepping = useMutation(changeJob());
  const { counts } = job;

  function step(name: JobStep) {
    stepping.mutate(
      { id: job.id, step: name },
      {
        onSuccess: ({ id }) => name === 'undo' && jobStarted(id),
        onError: ({ message }) =>
          showToast({ title: 'The job was not changed', detail: message, tone: 'danger' }),
      },
    );
  }

  return (
    <li aria-label={jobSentence(job)} className="border-b border-line px-4 py-3">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <div className="min-w-0 flex-1 basis-64">
          <p className="flex items-center gap-2 text-sm">
            <span className="font-medium">{jobName(job)}</span>
            <Badge tone={TONES[job.state]}>{stateName(job)}</Badge>
          </p>
          <p className="mt-0.5 text-sm text-ink-2">
            {jobSentence(job)}
            {restText(job) !== '' && <span className="text-ink-3"> · {restText(job)}</span>}
          </p>
          {job.error !== null && <p className="mt-0.5 text-xs text-danger-ink">{job.error}</p>}
          <p className="mt-0.5 text-xs text-ink-3">{historyOf(job)}</p>
        </div>
        <div className="flex flex-wrap gap-2">
          {counts.failed > 0 && (
            <Button
              size="sm"
              variant="ghost"
              aria-expanded={isListing}
              onClick={() => setListing(!isListing)}
            >
              {failedText(job.kind, counts.failed)}
            </Button>
          )}
          {stepsOf(job).map(([name, label]) => (
            <Button key={name} size="sm" disabled={stepping.isPending} onClick={() => step(name)}>
              {label}
            </Button>
          ))}
        </div>
      </div>
      {job.ended === null && (
        <div className="mt-2">
          <Progress
            label={jobSentence(job)}
            value={counts.done}
            max={job.state === 'preparing' ? 0 : counts.total}
          />
          <p className="mt-1 text-xs text-ink-3 tabular-nums">
            {formatNumber(counts.done)} of {formatNumber(counts.total)}
          </p>
        </div>
      )}
      {isListing && <JobFailures id={job.id} />}
    </li>
  );
}

function historyOf({ created, started, ended, actor, target }: Job): string {
  const parts = [formatRelativeTime(created), formatDateTime(created)];
  if (ended !== null && started !== null && ended >= started) {
    parts.push(`took ${formatDuration(Math.max(1, ended - started) * 1_000)}`);
  }
  if (actor !== null) parts.push(`by ${actor}`);
  const chosen = targetText(target);
  if (chosen !== '') parts.push(chosen);
  return parts.join(' · ');
}

function stepsOf({ state, kind, counts, undo }: Job): [JobStep, string][] {
  // A transfer goes as long as its request does.
  if (JOB_KINDS[kind].lane === 'follow') return state === 'running' ? [['cancel', 'Cancel']] : [];
  if (state === 'running' || state === 'queued') {
    return [
      ['pause', 'Pause'],
      ['cancel', 'Cancel'],
    ];
  }
  if (state === 'paused') {
    return [
      ['resume', 'Resume'],
      ['cancel', 'Cancel'],
    ];
  }
  if (state === 'preparing') return [['cancel', 'Cancel']];
  const steps: [JobStep, string][] = [];
  if (counts.failed > 0 && state === 'completed') steps.push(['retry', 'Try again']);
  if (undo && (undo.until === null || undo.until * 1_000 > Date.now())) {
    steps.push(['undo', 'Undo']);
  }
  return steps;
}
