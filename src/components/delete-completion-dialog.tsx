import { lazy, Suspense } from 'react';
import type { Props } from '@/components/delete-completion-confirm';

const DeleteCompletionConfirm = lazy(async () => ({
  default: (await import('@/components/delete-completion-confirm')).DeleteCompletionConfirm,
}));

/** Asks before a completion is deleted; its code comes only when it is needed. */
export function DeleteCompletionDialog(props: Props) {
  return (
    <Suspense fallback={null}>
      <DeleteCompletionConfirm {...props} />
    </Suspense>
  );
}
