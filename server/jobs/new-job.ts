import { randomUUID } from 'node:crypto';
import { JOB_KINDS, type JobKind } from '#contract/jobs/kinds';
import type { JobTarget } from '#contract/jobs/target';
import type { NewJob } from '../store/jobs';

type Wanted = Pick<NewJob, 'state' | 'actor' | 'origin'> & {
  kind: JobKind;
  target: JobTarget;
  spec?: object;
  progress?: Progress;
};

/** What a job remembers while it is being prepared: whether it starts by itself after that. */
type Progress = { starts?: boolean };

/** A job to be created now, under an id of its own. */
export function newJob({ target, spec = {}, progress = {}, ...wanted }: Wanted): NewJob {
  return {
    ...wanted,
    id: newJobId(),
    lane: JOB_KINDS[wanted.kind].lane,
    created: seconds(),
    target: JSON.stringify(target),
    spec: JSON.stringify(spec),
    progress: JSON.stringify(progress),
  };
}

export function newJobId(): string {
  return `job_${randomUUID().replaceAll('-', '')}`;
}

/** Unix seconds. */
export function seconds(): number {
  return Math.floor(Date.now() / 1_000);
}
