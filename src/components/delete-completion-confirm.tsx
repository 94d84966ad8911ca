import { useMutation } from '@tanstack/react-query';
import { type Connection, LOCAL_CONNECTION } from '@/api/connection';
import { QueryError } from '@/components/query-error';
import { removeCompletion } from '@/queries/remove-completion';
import { ConfirmDialog } from '@/ui/confirm-dialog';
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

  function remove() {
    removal.mutate(id, {
      onSuccess: () => {
        showToast({ title: 'Completion deleted' });
        onClose();
        onDeleted?.();
      },
    });
  }

  return (
    <ConfirmDialog
      danger
      title="Delete this completion?"
      confirmLabel="Delete completion"
      loading={removal.isPending}
      onConfirm={remove}
      onClose={onClose}
    >
      <p>
        The messages, the answer and the metadata of{' '}
        <code className="font-mono text-xs break-all text-ink">{id}</code> are deleted from{' '}
        {connection.id === LOCAL_CONNECTION.id ? 'this server' : connection.label}. This cannot be
        undone.
      </p>
      {removal.isError && (
        <QueryError className="mt-3" title="It was not deleted" error={removal.error} />
      )}
    </ConfirmDialog>
  );
}
