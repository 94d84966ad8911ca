import { useEffect } from 'react';
import { useLatest } from '@/ui/use-latest';

type Home = () => HTMLElement | undefined;

/** An element that had the focus, what was around it, and who had the focus before a message took it. */
type Held = { element: Element; around: Element[]; before: Held | null };

const homes = new Set<{ current: Home }>();
let held: Held | null = null;

/**
 * What has the focus may be taken from the page: a row that was deleted, a message whose Undo was pressed, a button
 * that its own press made needless. The browser would leave the focus to the body, from where Tab begins at the top of
 * the page; here it goes to where it was before a message, to what was around it, or to a home of the page.
 */
export function keepFocus(): void {
  const note = ({ target }: FocusEvent) => {
    if (!(target instanceof Element)) return;
    const before = isMessage(target) ? messageFree(held) : null;
    held = { element: target, around: ancestors(target), before };
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
  return held !== null && !held.element.isConnected && document.activeElement === document.body;
}

function bringBack(): void {
  for (let at = held; at !== null; at = at.before) {
    if (focusIfThere(at.element)) return;
    const around = at.around.find((element) => element.matches('[tabindex="-1"]:not(main)'));
    if (around && focusIfThere(around)) return;
  }
  focusHome();
}

/** To the page's place for the focus, else to its main part: never to the body, from where Tab begins at the top. */
export function focusHome(): void {
  const found = [...homes].map((home) => home.current()).find((element) => element !== undefined);
  const home = found ?? document.querySelector<HTMLElement>('main');
  home?.focus({ preventScroll: true });
}

function focusIfThere(element: Element): boolean {
  if (!(element instanceof HTMLElement) || !element.isConnected) return false;
  element.focus({ preventScroll: true });
  return document.activeElement === element;
}

function isMessage(element: Element): boolean {
  return element.closest('[aria-live]') !== null;
}

function messageFree(from: Held | null): Held | null {
  return from && isMessage(from.element) ? from.before : from;
}

function ancestors(element: Element): Element[] {
  const { parentElement } = element;
  return parentElement ? [parentElement, ...ancestors(parentElement)] : [];
}
