import { useMutation, useQuery } from '@tanstack/react-query';
import { type Connection, LOCAL_CONNECTION } from '@/api/connection';
import { CannotDoNote } from '@/components/cannot-do';
import { KeptCopies } from '@/components/kept-copies';
import { QueryError } from '@/components/query-error';
import { useRestore } from '@/components/use-restore';
import { formatDays } from '@/lib/format';
import { useCapability } from '@/queries/capabilities';
import { removeCompletion } from '@/queries/remove-completion';
import { serverQueries } from '@/queries/server-queries';
import { useCannot } from '@/queries/source/source-can';
import { Button } from '@/ui/button';
import { ConfirmDialog } from '@/ui/confirm-dialog';
import { Dialog } from '@/ui/dialog';
import { showToast } from '@/ui/toast-store';

export type Props = {
  connection: Connection;
  id: string;
  onClose: () => void;
  onDeleted?: () => void;
};

/** Asks before a completion is deleted, and stays open with the reason when it was not. */
export function DeleteCompletionConfirm({ connection, id, onClose, onDeleted }: Props) {
  const removal = useMutation(removeCompletion(connection));
  const cannot = useCannot(connection, 'delete');
  const { restore } = useRestore();
  const { data: server } = useQuery(serverQueries.info());
  const hasTrash = useCapability(connection, 'trash');
  const isLocal = connection.id === LOCAL_CONNECTION.id;

  async function remove() {
    try {
      await removal.mutateAsync(id);
    } catch {
      // The dialog shows it.
      return;
    }
    // Said even where the last row took this dialog along.
    const undo = { action: { label: 'Undo', onAct: () => void restore(id) } };
    showToast({ title: 'Completion deleted', ...(hasTrash && undo) });
    onClose();
    onDeleted?.();
  }

  if (cannot) {
    return (
      <Dialog
        title="This completion cannot be deleted"
        onClose={onClose}
        footer={<Button onClick={onClose}>Close</Button>}
      >
        <CannotDoNote cannot={cannot}>so it stays.</CannotDoNote>
      </Dialog>
    );
  }
  return (
    <ConfirmDialog
      danger
      title="Delete this completion?"
      confirmLabel="Delete completion"
      loading={removal.isPending}
      onConfirm={() => void remove()}
      onClose={onClose}
    >
      <p>
        The messages, the answer and the metadata of{' '}
        <code className="font-mono text-xs break-all text-ink">{id}</code> are deleted from{' '}
        {isLocal ? 'this server' : connection.label}.{' '}
        {hasTrash
          ? `They stay in its trash for ${formatDays(server?.limits.trashDays ?? 0)} and can be restored from there.`
          : 'This cannot be undone.'}
      </p>
      {isLocal && !hasTrash && <KeptCopies />}
      {removal.isError && (
        <QueryError className="mt-3" title="It was not deleted" error={removal.error} />
      )}
    </ConfirmDialog>
  );
}
