import { useMutation } from '@tanstack/react-query';
import type { ProviderEntry } from '#contract/wire/providers';
import { providerMutations } from '@/queries/provider-queries';
import { ConfirmDialog } from '@/ui/confirm-dialog';
import { showToast } from '@/ui/toast-store';

type Props = { provider: ProviderEntry; version: string; onClose: () => void };

export function RemoveProvider({ provider, version, onClose }: Props) {
  const { name, keyHint, aliases } = provider;
  const removal = useMutation(providerMutations.remove());
  function remove() {
    const onSuccess = () => {
      showToast({ title: `${name} is removed` });
      onClose();
    };
    removal.mutate({ name, version }, { onSuccess });
  }
  return (
    <ConfirmDialog
      danger
      title={`Remove ${name}?`}
      confirmLabel="Remove the provider"
      loading={removal.isPending}
      onConfirm={remove}
      onClose={onClose}
    >
      <ul className="list-disc space-y-1 ps-5">
        <li>
          {keyHint === null
            ? 'It has no key here.'
            : `Its key (${keyHint}) is gone for good: this server shows it to nobody.`}
        </li>
        {aliases.length > 0 && <li>These names stop working: {aliases.join(', ')}.</li>}
        <li>Answers that are running go on. Stored completions stay.</li>
      </ul>
      {removal.error && (
        <p role="alert" className="mt-3 text-danger-ink">
          {removal.error.message}
        </p>
      )}
    </ConfirmDialog>
  );
}
