import type { ReactNode } from 'react';
import { JobFigures } from '@/components/jobs/job-figures';
import { completionsText } from '@/components/jobs/job-text';
import type { Prepared } from '@/components/jobs/use-prepared';
import { QueryError } from '@/components/query-error';
import { Button } from '@/ui/button';
import { Dialog } from '@/ui/dialog';

type Props = {
  prepared: Prepared;
  /** While nothing is counted, and with "12 completions". */
  title: (counted: string | null) => string;
  /** Before "12 completions", on the button that begins. */
  verb: string;
  /** It takes something away, and says so. */
  danger?: boolean;
  /** What is said when there is nothing to do any more. */
  nothing: string;
  /** The title of what kept it from being counted or begun. */
  failure: string;
  /** At the other end of the foot. */
  aside?: ReactNode;
  /** Below the figures: whether and how it can be undone. */
  after?: ReactNode;
  onStarted: () => void;
  onClose: () => void;
  /** What it does, above the figures. */
  children: ReactNode;
};

/** Begins a job after it has counted exactly what it acts on: what is not counted yet cannot be named, nor begun. */
export function CountedDialog(props: Props) {
  const { prepared, title, verb, danger = false, nothing, failure, aside, after } = props;
  const { onStarted, onClose, children } = props;
  const { job, isPreparing, error } = prepared;
  const count = job?.counts.total ?? 0;
  const isReady = !isPreparing && job?.state === 'ready' && count > 0;

  function cancel() {
    prepared.discard();
    onClose();
  }

  return (
    <Dialog
      role={danger ? 'alertdialog' : undefined}
      title={title(isReady ? completionsText(count) : null)}
      onClose={cancel}
      footer={
        <>
          {aside}
          <Button data-autofocus onClick={cancel}>
            Cancel
          </Button>
          {isReady && (
            <Button
              variant={danger ? 'danger' : 'primary'}
              loading={prepared.isStarting}
              onClick={() => prepared.start(onStarted)}
            >
              {verb} {completionsText(count)}
            </Button>
          )}
        </>
      }
    >
      <div className="text-sm text-ink-2">
        <p>{children}</p>
        {(job || error === null) && (
          <JobFigures job={job} isPreparing={isPreparing && error === null} />
        )}
        {job && !isPreparing && count === 0 && <p className="mt-3">{nothing}</p>}
        {after}
        {error && <QueryError className="mt-3" title={failure} error={error} />}
      </div>
    </Dialog>
  );
}
