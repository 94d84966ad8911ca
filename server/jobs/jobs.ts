import type { AppParts } from '../app';
import { retentionKind } from '../retention/retention-kind';
import { deletionForGood } from './kinds';
import { createRunner, type Runner } from './runner';

/** The runner with all kinds of jobs that this server has. `onFault` gets what no job should throw. */
export function createJobs(
  { store, config, clock }: Pick<AppParts, 'store' | 'config' | 'clock'>,
  onFault: (error: unknown) => void,
): Runner {
  return createRunner({
    store,
    kinds: {
      ...(config.trashDays === 0 && { delete: deletionForGood(store) }),
      retention: retentionKind(store, clock),
    },
    onEnd: ({ id, kind, state, actor, counts }) =>
      store.audit({
        actor,
        origin: null,
        action: `job.${state} ${kind}`,
        subject: id,
        count: counts.changed,
      }),
    onFault,
  });
}
