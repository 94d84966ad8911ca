import { queryOptions, useQuery } from '@tanstack/react-query';
import type { GoingRun } from '#contract/wire/runs';
import { listRuns } from '@/api/runs';
import { isGoingOn, runEnded, useKnownRuns } from './known-runs';

const EVERY_MS = 2_000;
/** What was asked for a moment ago may still be on its way. */
const ON_ITS_WAY_MS = 15_000;

/** What the server is making; asked again and again as long as something is. */
const serverRuns = queryOptions({
  queryKey: ['runs'],
  queryFn: async ({ signal }) => {
    const runs = await listRuns({ signal, maxRetries: 0 });
    forgetEnded(runs);
    return runs;
  },
  refetchInterval: EVERY_MS,
  staleTime: EVERY_MS / 2,
});

export function useServerRuns(isWanted: boolean): readonly GoingRun[] {
  const { data = [] } = useQuery({ ...serverRuns, enabled: isWanted });
  return data;
}

/** What the provider says of an answer that it keeps waiting. */
export function useProviderNote(name: string | undefined): string | null {
  const runs = useServerRuns(name !== undefined);
  return runs.find((run) => run.name === name)?.note ?? null;
}

/** A page that was closed cannot tell how its answers ended. */
function forgetEnded(runs: readonly GoingRun[]) {
  const names = new Set(runs.map(({ name }) => name));
  const isGone = ({ askedAt }: { askedAt: number }) => Date.now() - askedAt > ON_ITS_WAY_MS;
  for (const run of useKnownRuns.getState().runs) {
    if (isGoingOn(run) && run.isOurs && !names.has(run.name) && isGone(run))
      runEnded(run.name, run.conversation === null);
  }
}
