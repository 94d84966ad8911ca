import type { AppParts } from '../parts';
import { mirrorKind } from '../mirror/mirror-kind';
import { retentionKind } from '../retention/retention-kind';
import { forGood } from './kinds';
import { repriceKind } from './reprice-kind';
import { createRunner, type Runner } from './runner';

/** The runner with all kinds of jobs that this server has. `onFault` gets what no job should throw. */
export function createJobs(
  parts: Pick<AppParts, 'store' | 'config' | 'clock' | 'registry' | 'prices'>,
  onFault: (error: unknown) => void,
): Runner {
  const { store, config, clock } = parts;
  const retention = retentionKind(store, clock);
  return createRunner({
    store,
    kinds: {
      ...(config.trashDays === 0 && { delete: forGood(store) }),
      retention: config.trashDays === 0 ? forGood(store, retention) : retention,
      mirror: mirrorKind(parts),
      reprice: repriceKind(parts),
    },
    onFault,
  });
}
