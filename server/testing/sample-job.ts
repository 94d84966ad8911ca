import type { NewJob } from '../store/jobs';

/** A job for tests: without a change one that runs as long as its request does. */
export function newJob({
  id,
  kind,
  ...changes
}: Pick<NewJob, 'id' | 'kind'> & Partial<NewJob>): NewJob {
  return {
    id,
    kind,
    lane: 'follow',
    state: 'running',
    actor: null,
    origin: null,
    created: 1_764_000_000,
    target: '{}',
    spec: '{}',
    progress: '{}',
    ...changes,
  };
}
