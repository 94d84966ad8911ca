import { useMutation } from '@tanstack/react-query';
import type { TrashedCompletion } from '@/api/trash';
import { KeptCopies } from '@/components/kept-copies';
import { QueryError } from '@/components/query-error';
import { eraseFromTrash } from '@/queries/trash-queries';
import { ConfirmDialog } from '@/ui/confirm-dialog';
import { showToast } from '@/ui/toast-store';

type Props = { row: TrashedCompletion; onClose: () => void };

/** Asks before a completion is erased, and stays open with the reason when it was not. */
export function EraseConfirm({ row, onClose }: Props) {
  const erasing = useMutation(eraseFromTrash());

  function erase() {
    erasing.mutate(row.id, {
      onSuccess: () => {
        showToast({ title: 'Completion erased' });
        onClose();
      },
    });
  }

  return (
    <ConfirmDialog
      danger
      title="Erase this completion now?"
      confirmLabel="Erase completion"
      loading={erasing.isPending}
      onConfirm={erase}
      onClose={onClose}
    >
      <p>
        <code className="font-mono text-xs break-all text-ink">{row.id}</code> is taken out of the
        database, its search index and its log. This cannot be undone.
      </p>
      <KeptCopies />
      {erasing.isError && (
        <QueryError className="mt-3" title="It was not erased" error={erasing.error} />
      )}
    </ConfirmDialog>
  );
}
