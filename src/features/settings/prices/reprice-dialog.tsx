import { JobFigures } from '@/components/jobs/job-figures';
import { completionsText } from '@/components/jobs/job-text';
import type { Prepared } from '@/components/jobs/use-prepared';
import { QueryError } from '@/components/query-error';
import { Button } from '@/ui/button';
import { Dialog } from '@/ui/dialog';

type Props = {
  /** What is priced, at the beginning of a sentence. */
  words: string;
  prepared: Prepared;
  onClose: () => void;
};

/** Prices what is stored anew, after it was counted. */
export function RepriceDialog({ words, prepared, onClose }: Props) {
  const { job, isPreparing } = prepared;
  const count = job?.counts.total ?? 0;
  const isReady = !isPreparing && job?.state === 'ready' && count > 0;

  function cancel() {
    prepared.discard();
    onClose();
  }

  return (
    <Dialog
      title="Price stored completions anew"
      onClose={cancel}
      footer={
        <>
          <Button data-autofocus onClick={cancel}>
            Cancel
          </Button>
          {isReady && (
            <Button
              variant="primary"
              loading={prepared.isStarting}
              onClick={() => prepared.start(onClose)}
            >
              Price {completionsText(count)}
            </Button>
          )}
        </>
      }
    >
      <div className="text-sm text-ink-2">
        <p>
          {words} get the cost that today’s prices give for the day each was made. What the provider
          reported stays, and so does the cost of what has no price.
        </p>
        <JobFigures job={job} isPreparing={isPreparing && prepared.error === null} />
        {job && !isPreparing && count === 0 && <p className="mt-3">There is nothing to price.</p>}
        <p className="mt-3">Undo: the former costs can be brought back from the jobs.</p>
        {prepared.error && (
          <QueryError className="mt-3" title="Nothing was priced" error={prepared.error} />
        )}
      </div>
    </Dialog>
  );
}
