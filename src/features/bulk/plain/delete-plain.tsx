import type { Connection } from '@/api/connection';
import { completionsText } from '@/components/jobs/job-text';
import { QueryError } from '@/components/query-error';
import { GRACE_MS } from '@/queries/browser-jobs/browser-jobs';
import { Button } from '@/ui/button';
import { Dialog } from '@/ui/dialog';
import { type Chosen, chosenText } from '../chosen';
import { CollectedFigures } from './collected-figures';
import { useCollected } from './use-collected';
import { useStart } from './use-start';

type Props = {
  connection: Connection;
  chosen: Chosen;
  onExport: () => void;
  onClose: () => void;
};

/** Deletes many completions of a server that has no jobs: one call each, made by this browser. */
export function DeletePlain({ connection, chosen, onExport, onClose }: Props) {
  const state = useCollected(connection, chosen);
  const starting = useStart(connection, onClose);
  const ids = state.data?.ids ?? [];

  return (
    <Dialog
      role="alertdialog"
      title={ids.length > 0 ? `Delete ${completionsText(ids.length)}?` : 'Delete completions'}
      onClose={onClose}
      footer={
        <>
          <Button variant="ghost" className="mr-auto" onClick={onExport}>
            Export first…
          </Button>
          <Button data-autofocus onClick={onClose}>
            Cancel
          </Button>
          {ids.length > 0 && (
            <Button
              variant="danger"
              loading={starting.isPending}
              onClick={() =>
                starting.mutate({ action: { kind: 'delete' }, chosen: chosenText(chosen), ids })
              }
            >
              Delete {completionsText(ids.length)}
            </Button>
          )}
        </>
      }
    >
      <div className="text-sm text-ink-2">
        <p>
          This deletes {chosenText(chosen)} from {connection.label}, one after the other. The
          browser makes the calls: keep a tab open, or go on later where it was.
        </p>
        <CollectedFigures connection={connection} state={state} />
        <p className="mt-3">
          Undo: for {GRACE_MS / 1_000} seconds after the start nothing is sent, and all of it can be
          taken back. {connection.label} has no trash: what is deleted there is gone for good.
        </p>
        {starting.isError && (
          <QueryError className="mt-3" title="Nothing was deleted" error={starting.error} />
        )}
      </div>
    </Dialog>
  );
}
