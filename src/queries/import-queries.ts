import { mutationOptions } from '@tanstack/react-query';
import { importFile } from '@/api/imports';
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
