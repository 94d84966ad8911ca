import { showToast } from '@/ui/toast-store';

/** Says that what was written is gone, and how it comes back; the composer keeps the keyboard. */
export function discardedTold(undo: () => void) {
  document.querySelector<HTMLElement>('[data-composer]')?.focus();
  showToast({ title: 'Message discarded', action: { label: 'Undo', onAct: undo } });
}
