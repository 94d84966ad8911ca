import { keyText } from '@/ui/kbd';
import type { KeyName } from './default-keys';
import { chosenKey, useKeyChoices } from './key-store';
import { FIXED_KEYS, KEY_NAMES, KEY_WORDS } from './key-words';

/** What browsers do themselves, whatever a page says. */
const BROWSERS = new Set(['t', 'w', 'n', 'q', 'l', 'r', 'c', 'v', 'x', 'a', 'z', 'f', 'p', 's']);
const MOVING = /^(Tab|Enter|Escape| |Backspace|Delete|Home|End|Page\w+|Arrow\w+)$/;

/** Why a key cannot stand for an action; null when it can. */
export function keyProblem(name: KeyName, key: string): string | null {
  const plain = key.replace('Mod+', '');
  if (MOVING.test(plain)) return `${keyText(plain)} moves and chooses on every page.`;
  if (/^\d$/.test(key)) return 'Digits give verdicts.';
  if (key.startsWith('Mod+') && BROWSERS.has(plain)) {
    return `The browser keeps ${keyText(key)} for itself.`;
  }
  const fixed = FIXED_KEYS.find(({ keys }) => keys === key);
  if (fixed) return `${keyText(key)} is “${fixed.what}”.`;
  const other = KEY_NAMES.find((other) => other !== name && clashes(name, key, other));
  return other ? `${keyText(key)} is “${KEY_WORDS[other].what}” already.` : null;
}

function clashes(name: KeyName, key: string, other: KeyName): boolean {
  const taken = chosenKey(other, useKeyChoices.getState());
  // The first of two keys in a row would never be waited for.
  if (taken === null || (taken !== key && !taken.startsWith(`${key} `))) return false;
  const [here, there] = [KEY_WORDS[name].on, KEY_WORDS[other].on];
  return [...here, ...there].includes('everywhere') || here.some((place) => there.includes(place));
}
