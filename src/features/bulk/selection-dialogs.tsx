import type { Connection } from '@/api/connection';
import type { ExportOrder } from '@/api/exports';
import type { Prepared } from '@/components/jobs/use-prepared';
import { lazily } from '@/ui/lazily';
import type { Chosen } from './chosen';

const DeleteHere = lazily(async () => (await import('./delete-here')).DeleteHere);
const DeletePlain = lazily(async () => (await import('./plain/delete-plain')).DeletePlain);
export const TagMany = lazily(async () => (await import('./tag-many')).TagMany);
const TagPlain = lazily(async () => (await import('./plain/tag-plain')).TagPlain);
const ExportDialog = lazily(async () => (await import('./export-dialog')).ExportDialog);
const ExportPlain = lazily(async () => (await import('./plain/export-plain')).ExportPlain);

/** What was pressed, and what was selected then: the dialog's code may come when the selection is another one. */
export type Action = { kind: 'delete' | 'tag' | 'export'; chosen: Chosen };

type Props = {
  action: Action | null;
  connection: Connection;
  prepared: Prepared;
  hasJobs: boolean;
  sorting: ExportOrder;
  onExport: () => void;
  onClose: () => void;
};

/** What a button of the bar has opened. */
export function SelectionDialogs({ action, hasJobs, prepared, sorting, onExport, ...rest }: Props) {
  if (action === null) return null;
  const shared = { ...rest, chosen: action.chosen };
  if (action.kind === 'delete') {
    return hasJobs ? (
      <DeleteHere {...shared} prepared={prepared} onExport={onExport} />
    ) : (
      <DeletePlain {...shared} onExport={onExport} />
    );
  }
  if (action.kind === 'tag') return hasJobs ? <TagMany {...shared} /> : <TagPlain {...shared} />;
  return hasJobs ? (
    <ExportDialog {...shared} sorting={sorting} />
  ) : (
    <ExportPlain {...shared} order={sorting.order} />
  );
}
