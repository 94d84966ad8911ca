import { keysOf } from '#contract/keys-of';
import { useLayoutEffect } from 'react';
import { type Hotkeys, useHotkeys } from '@/ui/hotkeys';
import { useLatest } from '@/ui/use-latest';
import { DEFAULT_KEYS, type KeyName } from './default-keys';
import { activeKey, useKeyChoices } from './key-store';

type Handler = (event: KeyboardEvent) => void;
type Actions = Partial<Record<KeyName, Handler | undefined>>;

const mounted = new Set<{ current: Actions }>();

/** What the keys of the table do while the calling component is mounted, whichever keys they are by now. */
export function useKeys(actions: Actions) {
  const choices = useKeyChoices();
  const hotkeys: Hotkeys = {};
  for (const name of keysOf(actions)) {
    const key = activeKey(name, choices);
    if (key === DEFAULT_KEYS.verdict) {
      for (let digit = 1; digit <= 9; digit++) hotkeys[digit] = actions[name];
    } else if (key !== null) hotkeys[key] = actions[name];
  }
  useHotkeys(hotkeys);
  const latest = useLatest(actions);
  useLayoutEffect(() => {
    mounted.add(latest);
    return () => void mounted.delete(latest);
  }, [latest]);
}

/** What can be done on this page now, by key or by its name. */
export function currentActions(): Map<KeyName, Handler> {
  const found = new Map<KeyName, Handler>();
  for (const { current } of mounted) {
    for (const name of keysOf(current)) {
      const act = current[name];
      if (act && !found.has(name)) found.set(name, act);
    }
  }
  return found;
}
