import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { StoreUnavailable } from '../store/errors';
import { openStore } from '../store/open-store';
import type { Store } from '../store/store';
import { newJob } from '../testing/sample-job';
import { temporaryFolder } from '../testing/temporary-folder';
import { startTransferJob } from './transfer-job';

it('what could not be written while it ended is listed all the same', async () => {
  const store = await openStore(`file:${join(temporaryFolder(), 'a.db')}`);
  onTestFinished(() => store.close());
  let isAway = true;
  let fail = (): void => undefined;
  const asked = new Promise<void>((isAsked) => {
    fail = isAsked;
  });
  let refuse: (cause: Error) => void = () => undefined;
  const shaky: Store = {
    ...store,
    addJobFailures: (...args) => {
      if (!isAway) return store.addJobFailures(...args);
      isAway = false;
      fail();
      return new Promise((_, reject) => (refuse = reject));
    },
  };
  const job = await startTransferJob(shaky, newJob({ id: 'job_1', kind: 'import' }));
  job.failure({ line: 7, reason: 'it cannot be read' });
  await asked;
  const ending = job.end(null);
  refuse(new StoreUnavailable('away'));
  await ending;
  expect(await store.job('job_1')).toMatchObject({ state: 'completed' });
  expect(await store.jobFailures('job_1', { limit: 9, after: -1 })).toMatchObject([
    { reason: 'it cannot be read' },
  ]);
});
