import { useLayoutEffect } from 'react';
import { isComposing } from '@/ui/is-composing';
import { keyName } from '@/ui/key-name';
import { isOverlayOpen, isOverlayShown } from '@/ui/overlay-open';
import { useLatest } from '@/ui/use-latest';

type Handler = (event: KeyboardEvent) => void;
/**
 * Keys as in "j", "?", "Escape", "Mod+k", "Mod+Shift+o", "Mod+Enter", and one after another as in "g c"; Mod is ⌘ or
 * Ctrl.
 */
export type Hotkeys = Record<string, Handler | undefined>;

/** For how long the first of two keys waits for the other one. */
const SECOND_KEY_MS = 1500;

const mounted = new Set<{ current: Hotkeys }>();
let first: { key: string; at: number } | null = null;
let held = 0;

/** The key's name in the table; undefined for a modifier alone, or where Alt makes another character of it. */
export function pressedKey(event: KeyboardEvent): string | undefined {
  // AltGr types characters and arrives as Ctrl+Alt on Windows; Alt+arrows are the browser's history.
  if (isComposing(event) || event.altKey || event.getModifierState?.('AltGraph')) return undefined;
  if (['Control', 'Shift', 'Meta', 'CapsLock'].includes(event.key)) return undefined;
  const key = keyName(event);
  if (!event.ctrlKey && !event.metaKey) return key;
  const isLetter = key.length === 1;
  const shift = isLetter && event.shiftKey ? 'Shift+' : '';
  return `Mod+${shift}${isLetter ? key.toLowerCase() : key}`;
}

/** As {@link pressedKey}, and nothing when the press belongs to someone else. */
function hotkeyOf(event: KeyboardEvent): string | undefined {
  if (event.defaultPrevented) return undefined;
  if (event.key === 'Escape' ? isOverlayOpen() : isOverlayShown()) return undefined;
  const key = pressedKey(event);
  if (key?.length !== 1) return key;
  if (held > 0 || isTyping(event.composedPath()[0] ?? event.target)) return undefined;
  return key;
}

/** Whether letters belong to this element. Of an event its innermost target: outside a shadow root, it only names the host. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target.matches('textarea, select')) return true;
  return target.matches('input:not([type="checkbox"], [type="radio"], [type="button"])');
}

function handlerOf(key: string): Handler | undefined {
  for (const { current } of mounted) if (current[key]) return current[key];
  return undefined;
}

function beginsOne(key: string): boolean {
  return [...mounted].some(({ current }) =>
    Object.keys(current).some((name) => name.startsWith(`${key} `)),
  );
}

function onKeyDown(event: KeyboardEvent) {
  const key = hotkeyOf(event);
  if (key === undefined) return;
  const before = first && event.timeStamp - first.at < SECOND_KEY_MS ? `${first.key} ` : null;
  first = null;
  const handler = (before !== null && handlerOf(before + key)) || handlerOf(key);
  if (handler) {
    event.preventDefault();
    handler(event);
  } else if (beginsOne(key)) {
    event.preventDefault();
    first = { key, at: event.timeStamp };
  }
}

/** Page-wide keys while the calling component is mounted. A handled key's default is prevented. */
export function useHotkeys(hotkeys: Hotkeys) {
  const latest = useLatest(hotkeys);
  // The window is outside React: listening to it needs an effect, with the paint, so that a key never meets what is gone.
  useLayoutEffect(() => {
    if (mounted.size === 0) window.addEventListener('keydown', onKeyDown);
    mounted.add(latest);
    return () => {
      mounted.delete(latest);
      if (mounted.size === 0) window.removeEventListener('keydown', onKeyDown);
    };
  }, [latest]);
}

/** Keys that are a character alone do nothing while the calling component is mounted. */
export function useKeysHeld() {
  useLayoutEffect(() => {
    held += 1;
    return () => void (held -= 1);
  }, []);
}
