import { create } from 'zustand';
import { persist } from 'zustand/middleware';
import { browserStorage } from '@/components/browser-storage';
import { DEFAULT_KEYS, type KeyName } from './default-keys';

type KeyChoices = {
  /** What was chosen in place of the usual key; null is switched off. */
  changed: Partial<Record<KeyName, string | null>>;
  /** Whether keys act that are a character alone, which speech input may type by chance. */
  hasSingles: boolean;
};

export const useKeyChoices = create<KeyChoices>()(
  persist((): KeyChoices => ({ changed: {}, hasSingles: true }), {
    name: 'chatkeep.keys',
    storage: browserStorage<KeyChoices>(),
  }),
);

/** The key as it was chosen; null: it is switched off. */
export function chosenKey(name: KeyName, { changed }: KeyChoices): string | null {
  const key = changed[name];
  return key === undefined ? DEFAULT_KEYS[name] : key;
}

function isSingle(key: string): boolean {
  return !key.startsWith('Mod+');
}

/** The key that acts now; null: none does. */
export function activeKey(name: KeyName, choices: KeyChoices): string | null {
  const key = chosenKey(name, choices);
  return key !== null && isSingle(key) && !choices.hasSingles ? null : key;
}

/** For a button that shows its key. */
export function useKey(name: KeyName): string | null {
  return useKeyChoices((choices) => activeKey(name, choices));
}

/** Undefined brings the usual key back. */
export function keyChanged(name: KeyName, key: string | null | undefined) {
  const isUsual = key === undefined || key === DEFAULT_KEYS[name];
  useKeyChoices.setState(({ changed }) => ({
    changed: { ...changed, [name]: isUsual ? undefined : key },
  }));
}

export function singlesSwitched(hasSingles: boolean) {
  useKeyChoices.setState({ hasSingles });
}

export function keysReset() {
  useKeyChoices.setState({ changed: {}, hasSingles: true });
}
