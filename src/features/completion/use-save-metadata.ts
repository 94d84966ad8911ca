import { useMutation } from '@tanstack/react-query';
import type { CompletionAnswer } from '@/api/completion-answer';
import type { Connection } from '@/api/connection';
import { type MetadataChange, updateMetadata } from '@/queries/update-metadata';
import { showToast } from '@/ui/toast-store';
import { aboutMetadata } from '@/components/about-metadata';

/** Writes the map, and offers to take that back for as long as nobody else has written over it. */
export function useSaveMetadata(connection: Connection) {
  const saving = useMutation(updateMetadata(connection));
  // A failure of its own is no failure of the form, which may be closed by then.
  const undoing = useMutation(updateMetadata(connection));

  async function takeBack({ id, base }: MetadataChange, kept: CompletionAnswer) {
    const now = { base: kept.data.metadata ?? {}, etag: kept.etag };
    try {
      await undoing.mutateAsync({ id, metadata: base, ...now });
      showToast({ about: aboutMetadata(id), title: 'Metadata restored' });
    } catch (error) {
      const detail = error instanceof Error ? error.message : String(error);
      showToast({ title: 'The metadata could not be restored', detail, tone: 'danger' });
    }
  }

  function save(change: MetadataChange, onSaved: (kept: CompletionAnswer) => void) {
    saving.mutate(change, {
      onSuccess: (kept) => {
        onSaved(kept);
        const action = { label: 'Undo', onAct: () => void takeBack(change, kept) };
        showToast({ about: aboutMetadata(change.id), title: 'Metadata saved', action });
      },
    });
  }

  return { save, isSaving: saving.isPending, error: saving.error };
}
