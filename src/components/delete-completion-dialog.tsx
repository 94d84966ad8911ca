import type { Props } from '@/components/delete-completion-confirm';
import { named } from '@/ui/lazily';
import { Opening } from '@/ui/opening';

const DeleteCompletionConfirm = named(
  () => import('@/components/delete-completion-confirm'),
  'DeleteCompletionConfirm',
);

/** Asks before a completion is deleted; its code comes only when it is needed. */
export function DeleteCompletionDialog(props: Props) {
  return (
    <Opening>
      <DeleteCompletionConfirm {...props} />
    </Opening>
  );
}
