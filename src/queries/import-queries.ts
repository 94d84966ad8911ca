import { mutationOptions, queryOptions } from '@tanstack/react-query';
import { importFile } from '@/api/imports';
import { linesOfFile } from '@/lib/lines-of-file';
import { refreshAfterJob } from '@/queries/job-queries';

type Wanted = { file: File; duplicates: 'skip' | 'replace'; job: string; signal: AbortSignal };

export function bringIn() {
  return mutationOptions({
    mutationFn: ({ file, duplicates, job, signal }: Wanted) =>
      importFile(file, { duplicates, job }, { signal }),
    // What had arrived before it failed is stored, too.
    onSettled: (_result, _error, _wanted, _before, { client }) => refreshAfterJob(client),
  });
}

export const importQueries = {
  /** The lines of a file that a job brought in; null where it has none. */
  lines: (file: Blob, job: string, numbers: readonly number[]) =>
    queryOptions({
      queryKey: ['import', job],
      queryFn: () => linesOfFile(file, numbers),
      staleTime: Infinity,
      retry: false,
    }),
};
