import { useQuery } from '@tanstack/react-query';
import { completionsText } from '@/components/jobs/job-text';
import { KeptCopies } from '@/components/kept-copies';
import { QueryError } from '@/components/query-error';
import { formatDays } from '@/lib/format';
import { serverQueries } from '@/queries/server-queries';
import { Button } from '@/ui/button';
import { Dialog } from '@/ui/dialog';
import { type Chosen, chosenText } from './chosen';
import { JobFigures } from '@/components/jobs/job-figures';
import type { Prepared } from '@/components/jobs/use-prepared';

type Props = {
  chosen: Chosen;
  prepared: Prepared;
  onExport: () => void;
  onClose: () => void;
};

/** Deletes many completions of this server, after it has counted exactly which. */
export function DeleteHere({ chosen, prepared, onExport, onClose }: Props) {
  const { data: server } = useQuery(serverQueries.info());
  const { job, isPreparing } = prepared;
  const days = server?.limits.trashDays ?? 0;
  const count = job?.counts.total ?? 0;
  const isReady = !isPreparing && job?.state === 'ready' && count > 0;

  function cancel() {
    prepared.discard();
    onClose();
  }

  return (
    <Dialog
      role="alertdialog"
      title={isReady ? `Delete ${completionsText(count)}?` : 'Delete completions'}
      onClose={cancel}
      footer={
        <>
          <Button
            variant="ghost"
            className="mr-auto"
            onClick={() => {
              prepared.discard();
              onExport();
            }}
          >
            Export first…
          </Button>
          <Button data-autofocus onClick={cancel}>
            Cancel
          </Button>
          {/* What is not counted yet cannot be named, so it cannot be deleted either. */}
          {isReady && (
            <Button
              variant="danger"
              loading={prepared.isStarting}
              onClick={() => prepared.start(onClose)}
            >
              Delete {completionsText(count)}
            </Button>
          )}
        </>
      }
    >
      <div className="text-sm text-ink-2">
        <p>
          This deletes {chosenText(chosen)} from this server. What is being generated meanwhile, or
          comes in after the count, stays.
        </p>
        <JobFigures job={job} isPreparing={isPreparing && prepared.error === null} />
        {job && !isPreparing && count === 0 && (
          <p className="mt-3">Nothing matches any more, so there is nothing to delete.</p>
        )}
        <p className="mt-3">
          {days > 0
            ? `Undo: for ${formatDays(days)} all of it can be restored, at once or one by one, from the jobs and the trash.`
            : 'This server keeps no trash: this cannot be undone.'}
        </p>
        {days === 0 && <KeptCopies />}
        {prepared.error && (
          <QueryError className="mt-3" title="Nothing was deleted" error={prepared.error} />
        )}
      </div>
    </Dialog>
  );
}
