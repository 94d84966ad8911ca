import { JobFigures } from '@/components/jobs/job-figures';
import { completionsText } from '@/components/jobs/job-text';
import type { Prepared } from '@/components/jobs/use-prepared';
import { KeptCopies } from '@/components/kept-copies';
import { QueryError } from '@/components/query-error';
import { Button } from '@/ui/button';
import { Dialog } from '@/ui/dialog';

type Props = { prepared: Prepared; onStarted: () => void; onClose: () => void };

/** Erases many deleted completions, after it has counted exactly which: others may delete meanwhile. */
export function EraseMany({ prepared, onStarted, onClose }: Props) {
  const { job, isPreparing, error } = prepared;
  const isCounted = job?.state === 'ready' && !isPreparing;
  const count = isCounted ? job.counts.total : 0;

  function cancel() {
    prepared.discard();
    onClose();
  }

  return (
    <Dialog
      role="alertdialog"
      title={count > 0 ? `Erase ${completionsText(count)} now?` : 'Erase completions'}
      onClose={cancel}
      footer={
        <>
          <Button data-autofocus onClick={cancel}>
            Cancel
          </Button>
          {count > 0 && (
            <Button
              variant="danger"
              loading={prepared.isStarting}
              onClick={() => prepared.start(onStarted)}
            >
              Erase {completionsText(count)}
            </Button>
          )}
        </>
      }
    >
      <div className="text-sm text-ink-2">
        <p>
          They are taken out of the database, its search index and its log. This cannot be undone.
          What is deleted after the count stays in the trash.
        </p>
        {error === null && <JobFigures job={job} isPreparing={!isCounted} />}
        {isCounted && count === 0 && (
          <p className="mt-3">None of it is in the trash any more, so there is nothing to erase.</p>
        )}
        <KeptCopies />
        {error && <QueryError className="mt-3" title="Nothing was erased" error={error} />}
      </div>
    </Dialog>
  );
}
