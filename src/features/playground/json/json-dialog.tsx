import { Dialog } from '@/ui/dialog';
import { usePanelKept } from '../parameter-panel/panel-place';
import { JsonField } from './json-field';
import type { JsonFieldProps } from './plain-json';

/** JSON with the room that it needs. What is typed counts at once, as in the other controls. */
export function JsonDialog({ onClose, ...field }: JsonFieldProps & { onClose: () => void }) {
  usePanelKept();
  return (
    <Dialog title={field.label} className="w-[min(56rem,calc(100vw-2rem))]" onClose={onClose}>
      <JsonField {...field} />
    </Dialog>
  );
}
