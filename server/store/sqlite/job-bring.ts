import { countsWith } from '../sql/job-row';
import type { Brought, Job, JobChange } from '../jobs';
import type { SqliteDatabase } from './database';
import { addJobFailures } from './job-items';
import { changeJob, job } from './jobs';
import { insertRecords } from './records';

export const jobBringWrites = { bringForJob };

function bringForJob(
  database: SqliteDatabase,
  id: string,
  brought: Brought,
  change: JobChange,
): Job | null {
  const now = job(database, id);
  if (now?.state !== 'running') return now;
  const arrivals = insertRecords(database, brought.records, 'skip');
  addJobFailures(database, id, brought.failures);
  const counts = countsWith(now, brought, arrivals);
  return changeJob(database, id, ['running'], { ...change, counts });
}
