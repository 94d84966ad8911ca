import { useMutation } from '@tanstack/react-query';
import type { Token } from '#contract/wire/tokens';
import { tokenMutations } from '@/queries/token-queries';
import { ConfirmDialog } from '@/ui/confirm-dialog';
import { showToast } from '@/ui/toast-store';

type Props = { token: Token; onClose: () => void };

export function RevokeToken({ token: { id, name }, onClose }: Props) {
  const revocation = useMutation(tokenMutations.revoke());
  function revoke() {
    const onSuccess = () => {
      showToast({ title: `${name} is revoked` });
      onClose();
    };
    revocation.mutate(id, { onSuccess });
  }
  return (
    <ConfirmDialog
      danger
      title={`Revoke ${name}?`}
      confirmLabel="Revoke the token"
      loading={revocation.isPending}
      onConfirm={revoke}
      onClose={onClose}
    >
      <p>
        Whatever uses it is refused from now on, and every browser that has logged in with it is
        logged out. It cannot be brought back; answers under way continue.
      </p>
      {revocation.error && (
        <p role="alert" className="mt-3 text-danger-ink">
          {revocation.error.message}
        </p>
      )}
    </ConfirmDialog>
  );
}
