import { useEffect } from 'react';
import { useLatest } from '@/ui/use-latest';

type Home = () => HTMLElement | undefined;

/** An element that had the focus, and what was around it. */
type Held = { element: HTMLElement; around: Element[] };

/** More than the longest form has fields, between the button that opened it and the one that closes it. */
const REMEMBERED = 30;

const homes = new Set<{ current: Home }>();
/** The last one first. */
let trail: Held[] = [];

/**
 * What has the focus may be taken from the page: a row that was deleted, a message whose Undo was pressed, a button
 * that its own press made needless, a form that was left. The browser would leave the focus to the body, from where Tab
 * begins at the top of the page; here it goes to where it was before a message, to what was around it, to a home of the
 * page, or to the button that opened what is gone.
 */
export function keepFocus(): void {
  const note = ({ target }: FocusEvent) => {
    const element = target as HTMLElement;
    trail = [{ element, around: ancestors(element) }, ...trail].slice(0, REMEMBERED);
  };
  const observer = new MutationObserver(() => {
    if (!isLost()) return;
    // Whoever knows better, as a dialog that closes, has given it a place by then.
    requestAnimationFrame(() => requestAnimationFrame(() => isLost() && bringBack()));
  });
  document.addEventListener('focusin', note);
  observer.observe(document.body, { childList: true, subtree: true });
}

/** A place of the page for a focus that lost its own, such as the row that the keys act on. */
export function useFocusHome(home: Home): void {
  const latest = useLatest(home);
  // Known outside React, where the focus is lost.
  useEffect(() => {
    homes.add(latest);
    return () => void homes.delete(latest);
  }, [latest]);
}

function isLost(): boolean {
  return trail[0]?.element.isConnected === false && document.activeElement === document.body;
}

function bringBack(): void {
  for (const { element, around } of trail) {
    if (focusIfThere(element)) return;
    if (focusIfThere(around.find((each) => each.matches('[tabindex="-1"]:not(main)')))) return;
    if (!around.some((each) => each.matches('[aria-live]'))) break;
  }
  focusHome(trail.map(({ element }) => inItsPlace(element)).find((each) => each !== null));
}

/** To the page's place for the focus, else to what opened it, else to its main part: never to the body, from where Tab begins at the top. */
export function focusHome(opener?: HTMLElement): void {
  const found = [...homes].map((home) => home.current()).find((element) => element !== undefined);
  if (focusIfThere(found ?? (opener?.matches('button, [type=checkbox]') ? opener : undefined)))
    return;
  document.querySelector<HTMLElement>('main')?.focus({ preventScroll: true });
}

function focusIfThere(element: Element | undefined): boolean {
  (element as HTMLElement | undefined)?.focus({ preventScroll: true });
  return element !== undefined && document.activeElement === element;
}

/** A row that was open as a form comes back with a button of the same name. */
function inItsPlace(element: HTMLElement): HTMLElement | null {
  if (element.isConnected) return element;
  return document.querySelector(`button[aria-label="${CSS.escape(element.ariaLabel ?? '-')}"]`);
}

function ancestors(element: Element): Element[] {
  const { parentElement } = element;
  return parentElement ? [parentElement, ...ancestors(parentElement)] : [];
}
