import { useQuery } from '@tanstack/react-query';
import { CountedDialog } from '@/components/jobs/counted-dialog';
import { KeptCopies } from '@/components/kept-copies';
import { formatDays } from '@/lib/format';
import { serverQueries } from '@/queries/server-queries';
import { Button } from '@/ui/button';
import { type Chosen, chosenText } from './chosen';
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
  const days = server?.limits.trashDays ?? 0;
  return (
    <CountedDialog
      danger
      title={(counted) => (counted === null ? 'Delete completions' : `Delete ${counted}?`)}
      verb="Delete"
      nothing="Nothing matches any more, so there is nothing to delete."
      failure="Nothing was deleted"
      aside={
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
      }
      after={
        <>
          <p className="mt-3">
            {days > 0
              ? `Undo: for ${formatDays(days)} all of it can be restored, at once or one by one, from the jobs and the trash.`
              : 'This server keeps no trash: this cannot be undone.'}
          </p>
          {days === 0 && <KeptCopies />}
        </>
      }
      onStarted={onClose}
      {...{ prepared, onClose }}
    >
      This deletes {chosenText(chosen)} from this server. Answers that are still running, or stored
      after the count, stay.
    </CountedDialog>
  );
}
