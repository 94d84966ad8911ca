import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { LOCAL_CONNECTION } from '@/api/connection';
import { importJobId } from '@/api/imports';
import { jobStarted } from '@/components/jobs/followed-job';
import { useLack } from '@/queries/access';
import { useCapability } from '@/queries/capabilities';
import { countQuery } from '@/queries/count-query';
import { bringIn } from '@/queries/import-queries';
import { hideRows, prepareJob } from '@/queries/job-queries';
import { showToast } from '@/ui/toast-store';
import { SAMPLE_PROVIDER, sampleIds } from './sample-ids';

/** The made-up completions of this server: how many are there, and what brings or removes them. */
export function useSamples() {
  const queryClient = useQueryClient();
  const canCount = useCapability(LOCAL_CONNECTION, 'table.query');
  const canImport = useCapability(LOCAL_CONNECTION, 'import');
  const count = useQuery({
    ...countQuery(LOCAL_CONNECTION, [{ field: 'provider', value: SAMPLE_PROVIDER }]),
    enabled: canCount,
  });
  const write = useMutation(bringIn());
  const adding = useMutation({ mutationFn: bring, onError: told('No samples were added') });
  const removing = useMutation({ ...prepareJob(), onError: told('The samples are still there') });

  async function bring() {
    const { sampleRecords } = await import('./sample-records');
    const file = new File([sampleRecords(Date.now() / 1_000)], 'samples.jsonl');
    const { signal } = new AbortController();
    const { counts } = await write.mutateAsync({
      file,
      duplicates: 'skip',
      job: importJobId(),
      signal,
    });
    if (counts.failed > 0) throw new Error(`${counts.failed} of them were refused.`);
  }

  return {
    /** Null where it is not known. */
    count: count.data?.value ?? null,
    isOffered: canImport,
    isAdding: adding.isPending,
    isRemoving: removing.isPending,
    lackToAdd: useLack('write'),
    lackToRemove: useLack('delete'),
    add: () => adding.mutate(),
    /** These alone, by their ids: what somebody wrote into their metadata neither saves nor adds one. */
    remove: () => {
      const ids = sampleIds();
      removing.mutate(
        { kind: 'delete', target: { ids }, start: true },
        {
          onSuccess: (job) => {
            jobStarted(job.id);
            void hideRows(queryClient, ids);
          },
        },
      );
    },
  };
}

function told(title: string) {
  return (error: Error) => void showToast({ tone: 'danger', title, detail: error.message });
}
