import { countsWith } from '../sql/job-row';
import type { Brought, Job, JobChange } from '../jobs';
import type { PostgresDatabase } from './database';
import { addJobFailures } from './job-items';
import { changeJob, lockJob } from './jobs';
import { bringing, insert } from './records';

export function bringForJob(
  database: PostgresDatabase,
  id: string,
  brought: Brought,
  change: JobChange,
  packs: boolean,
): Promise<Job | null> {
  return bringing(database, async (queries) => {
    const now = await lockJob(queries, id);
    if (now?.state !== 'running') return now;
    const arrivals = await insert(queries, brought.records, 'skip', packs);
    await addJobFailures(queries, id, brought.failures);
    const counts = countsWith(now, brought, arrivals);
    return changeJob(queries, id, ['running'], { ...change, counts });
  });
}
