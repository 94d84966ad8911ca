import { activeKey, useKeyChoices } from '@/components/keys/key-store';
import { KEY_WORDS } from '@/components/keys/key-words';
import { currentActions } from '@/components/keys/use-keys';
import type { PaletteItem } from './palette-item';

/** What has a longer name says how it is used, and is nothing to choose from a list. */
const LONGEST_NAME = 60;
/** Of one row, message or link among many: they are found by what they show, not by their buttons. */
const AMONG_MANY = 'tr, li, article, nav, [data-role], [role="option"], [role="tabpanel"] table';
const CONTROLS = 'button, a[href^="/"], label:has(input[type="radio"])';

/**
 * What can be done on the page now: its own controls by the names they have, and what only a key does. Read from the
 * page, since a list written beside it would soon say something else.
 */
export function pageActions(): PaletteItem[] {
  const controls = [...document.querySelectorAll<HTMLElement>('main :is(' + CONTROLS + ')')].filter(
    (control) => isOffered(control) && isName(nameOf(control)),
  );
  const items = controls.map((control): PaletteItem => ({
    group: 'On this page',
    label: nameOf(control),
    keys: control.getAttribute('aria-keyshortcuts')?.replace(/^Control\+.* Meta\+/, 'Mod+') ?? null,
    act: () => {
      // Whatever opens gives the focus back to it.
      control.focus();
      control.click();
    },
  }));
  const labels = new Set(items.map(({ label }) => label.toLocaleLowerCase()));
  const keys = new Set(items.map((item) => item.keys));
  const byKey = keyActions().filter(
    (item) => !labels.has(item.label.toLocaleLowerCase()) && !(item.keys && keys.has(item.keys)),
  );
  const all = [...byKey, ...items];
  return all.filter((item, at) => all.findIndex(({ label }) => label === item.label) === at);
}

function keyActions(): PaletteItem[] {
  const choices = useKeyChoices.getState();
  return [...currentActions()]
    .filter(([name]) => !['jump', 'shortcuts', 'verdict'].includes(name) && !name.startsWith('to'))
    .map(([name, act]) => ({
      group: 'On this page',
      label: KEY_WORDS[name].what,
      keys: activeKey(name, choices),
      act: () => act(new KeyboardEvent('keydown')),
    }));
}

function isOffered(control: HTMLElement): boolean {
  if (control.closest(AMONG_MANY) || control.matches(':disabled, [aria-disabled="true"]'))
    return false;
  // jsdom, where the tests of components run, lays nothing out.
  return control.checkVisibility?.() ?? true;
}

function isName(name: string): boolean {
  return name !== '' && name.length <= LONGEST_NAME;
}

function nameOf(control: HTMLElement): string {
  const group = control.closest('[role="radiogroup"]')?.getAttribute('aria-label');
  const own = control.ariaLabel ?? textOf(control);
  return group && own ? `${group}: ${own}` : own;
}

function textOf(control: HTMLElement): string {
  const copy = control.cloneNode(true) as HTMLElement;
  for (const part of copy.querySelectorAll('kbd, [aria-hidden="true"], [popover]')) part.remove();
  const parts = [...copy.childNodes].map(({ textContent }) => textContent?.trim());
  return parts.filter(Boolean).join(' ').replaceAll(/\s+/g, ' ');
}
