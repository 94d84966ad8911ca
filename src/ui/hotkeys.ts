import { useEffect, useRef } from 'react';
import { isComposing } from '@/ui/is-composing';
import { keyName } from '@/ui/key-name';
import { isOverlayOpen, isOverlayShown } from '@/ui/overlay-open';

type Handler = (event: KeyboardEvent) => void;
/** Keys as in "j", "?", "/", "Escape", "Enter", "Mod+k", "Mod+Shift+o", "Mod+Enter"; Mod is ⌘ or Ctrl. */
export type Hotkeys = Record<string, Handler | undefined>;

/** The key's name in the table, or nothing when the press belongs to someone else. */
function hotkeyOf(event: KeyboardEvent): string | undefined {
  if (event.defaultPrevented || isComposing(event)) return undefined;
  // AltGr types characters and arrives as Ctrl+Alt on Windows; Alt+arrows are the browser's history.
  if (event.altKey || event.getModifierState?.('AltGraph')) return undefined;
  if (event.key === 'Escape' ? isOverlayOpen() : isOverlayShown()) return undefined;
  const hasMod = event.ctrlKey || event.metaKey;
  const key = keyName(event);
  if (!hasMod && key.length === 1 && isTyping(event.composedPath()[0] ?? event.target))
    return undefined;
  if (!hasMod) return key;
  const isLetter = key.length === 1;
  const shift = isLetter && event.shiftKey ? 'Shift+' : '';
  return `Mod+${shift}${isLetter ? key.toLowerCase() : key}`;
}

/** Whether letters belong to this element. Of an event its innermost target: outside a shadow root, it only names the host. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target.matches('textarea, select')) return true;
  return target.matches('input:not([type="checkbox"], [type="radio"], [type="button"])');
}

/** Page-wide keys while the calling component is mounted. A handled key's default is prevented. */
export function useHotkeys(hotkeys: Hotkeys) {
  const latest = useRef(hotkeys);
  // The window is outside React: listening to it needs an effect, and the ref keeps it to one subscription.
  useEffect(() => {
    latest.current = hotkeys;
  });
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      const key = hotkeyOf(event);
      const handler = key === undefined ? undefined : latest.current[key];
      if (!handler) return;
      event.preventDefault();
      handler(event);
    }
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
}
