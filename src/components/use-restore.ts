import { useMutation } from '@tanstack/react-query';
import { restoreFromTrash } from '@/queries/trash-queries';
import { showToast } from '@/ui/toast-store';

/** Brings a deleted completion back and says so, also when whoever asked for it has left the page. */
export function useRestore(): { restore: (id: string) => Promise<void>; isPending: boolean } {
  const { mutateAsync, isPending } = useMutation(restoreFromTrash());
  return {
    isPending,
    async restore(id) {
      try {
        await mutateAsync(id);
        showToast({ title: 'Completion restored', tone: 'success' });
      } catch (error) {
        const detail = error instanceof Error ? error.message : String(error);
        showToast({ title: 'It was not restored', detail, tone: 'danger' });
      }
    },
  };
}
