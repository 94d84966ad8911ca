import { showToast } from '@/ui/toast-store';
import { focusComposer } from '../composer/focus-composer';

/** Says that what was written is gone, and how it comes back; the composer keeps the keyboard. */
export function discardedTold(undo: () => void) {
  focusComposer();
  showToast({ title: 'Message discarded', action: { label: 'Undo', onAct: undo } });
}
