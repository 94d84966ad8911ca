import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Connection } from '@/api/connection';
import { browserJobsBegun } from '@/components/jobs/followed-job';
import { selectionCleared } from '@/components/selection-store';
import type { BrowserAction } from '@/queries/browser-jobs/browser-job';
import { startBrowserJob } from '@/queries/browser-jobs/browser-jobs';

type Wanted = { action: BrowserAction; chosen: string; ids: string[] };

/** Begins a job that this browser does itself. */
export function useStart(connection: Connection, onStarted: () => void) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (wanted: Wanted) => startBrowserJob({ connection, ...wanted }, queryClient),
    onSuccess: () => {
      browserJobsBegun();
      selectionCleared();
      onStarted();
    },
  });
}
