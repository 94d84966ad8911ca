import { CountedDialog } from '@/components/jobs/counted-dialog';
import type { Prepared } from '@/components/jobs/use-prepared';
import { KeptCopies } from '@/components/kept-copies';

type Props = { prepared: Prepared; onStarted: () => void; onClose: () => void };

/** Erases many deleted completions, after it has counted exactly which: others may delete meanwhile. */
export function EraseMany(props: Props) {
  return (
    <CountedDialog
      danger
      title={(counted) => (counted === null ? 'Erase completions' : `Erase ${counted} now?`)}
      verb="Erase"
      nothing="None of it is in the trash any more, so there is nothing to erase."
      failure="Nothing was erased"
      after={<KeptCopies />}
      {...props}
    >
      They are taken out of the database, its search index and its log. This cannot be undone. What
      is deleted after the count stays in the trash.
    </CountedDialog>
  );
}
