import { type FocusEvent, type RefObject, useLayoutEffect, useRef, useState } from 'react';
import { useFocusHome } from '@/ui/keep-focus';
import { rowLink } from './row-link';

type Options = {
  table: RefObject<HTMLTableElement | null>;
  rows: readonly { id: string }[];
  /** Id of the completion that is shown beside the table. */
  peek: string | undefined;
  /** The keyboard went to another row while one is shown. */
  onFollow: (id: string) => void;
  /** Past the last row, or before the first: to the page beside this one, if there is one. */
  onTurn: (by: 1 | -1) => boolean;
  /** Another page is on its way, and this one is still shown. */
  isComing: boolean;
};

/** Where only some rows are drawn; null while nobody does that, and then the row that is to be shown waits. */
export type Reveal = {
  /** Draws the row of a completion, and gives it the focus if it `isWanted`. */
  draw: ((id: string, isWanted: boolean) => void) | null;
  waiting: string | null;
};

/**
 * The row that the keys act on: the one that is shown beside the table, else the one that has the focus. Both are the
 * same as far as they can be. Its place is remembered, so that the keys go on from there when the row goes, or when
 * the focus was in a menu meanwhile.
 */
export function useRowCursor({ table, rows, peek, onFollow, onTurn, isComing }: Options) {
  /** From the end of the page where the index is below 0. */
  const last = useRef<{ id: string; index: number } | null>(null);
  /** Which way the page turned that is on its way; 0: none is. */
  const turning = useRef<1 | -1 | 0>(0);
  const [reveal] = useState<Reveal>({ draw: null, waiting: null });
  const focusOn = (id: string | undefined) => {
    const link = rowLink(table.current, id);
    reveal.waiting = null;
    if (link) link.focus();
    else if (reveal.draw && id !== undefined) reveal.draw(id, true);
    else if (id !== undefined) reveal.waiting = id;
  };
  const shown = useRef<string | undefined>(undefined);
  const note = (id: string) => {
    last.current = { id, index: rows.findIndex((row) => row.id === id) };
  };
  /** The last row, or what is in its place now. */
  const place = () => {
    if (last.current === null) return undefined;
    const { id, index } = last.current;
    const at = index < 0 ? Math.max(rows.length + index, 0) : Math.min(index, rows.length - 1);
    return rows.find((row) => row.id === id) ?? rows[at];
  };

  // The focus belongs to the page, not to React; before the paint, so that the ring never shows on another row.
  useLayoutEffect(() => {
    turning.current = 0;
    const isOther = peek !== shown.current;
    const link = peek === undefined ? undefined : rowLink(table.current, peek);
    if (peek !== undefined && isOther && link) {
      shown.current = peek;
      note(peek);
      const isFree = isLoose(table.current);
      if (isFree && focusedRow(table.current) === peek) return;
      if (isFree) link.focus({ preventScroll: true });
      // With the paint: here the page would be laid out once more than is painted.
      requestAnimationFrame(() => link.scrollIntoView?.({ block: 'nearest' }));
      return;
    }
    if (peek === undefined) shown.current = undefined;
    const was = last.current;
    if (was === null) return;
    const next = place();
    if (next === undefined) return;
    // Its element may show another row by now: the focus stays with the place instead.
    if (next.id !== was.id && isLoose(table.current)) focusOn(next.id);
    note(next.id);
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- whatever else changes moves nothing
  }, [rows, peek]);

  useFocusHome(() => rowLink(table.current, peek ?? place()?.id));

  return {
    withCurrent: (act: (id: string) => void) => {
      const id = peek ?? focusedRow(table.current);
      if (id !== undefined) act(id);
    },
    /** The browser scrolls what gets the focus into view. */
    step: (by: 1 | -1) => {
      if (isComing && turning.current !== 0 && last.current) {
        // It counts on the page that comes.
        const { index } = last.current;
        const next = turning.current === 1 ? Math.max(index + by, 0) : Math.min(index + by, -1);
        last.current = { id: '', index: next };
        return;
      }
      const from = focusedRow(table.current) ?? place()?.id;
      const at = rows.findIndex((row) => row.id === from);
      const to = rows[at === -1 ? 0 : at + by];
      if (to) return focusOn(to.id);
      // The page that comes is entered where this one was left.
      if (!onTurn(by)) return;
      turning.current = by;
      last.current = { id: '', index: by === 1 ? 0 : -1 };
    },
    reveal,
    onFocus: ({ target, relatedTarget, currentTarget }: FocusEvent<HTMLElement>) => {
      const id = rowOf(target);
      if (id === undefined) return;
      note(id);
      reveal.draw?.(id, false);
      // Not what comes back from the drawer, nor a box that was clicked: only who walks the rows means another one.
      const isWalking = relatedTarget instanceof Node && currentTarget.contains(relatedTarget);
      if (peek === undefined || id === peek || !isWalking) return;
      if (target.matches(':focus-visible')) onFollow(id);
    },
  };
}

function rowOf(element: Element | null): string | undefined {
  return element?.closest('tr')?.querySelector<HTMLElement>('[data-row]')?.dataset.row;
}

function focusedRow(table: HTMLTableElement | null): string | undefined {
  const focused = document.activeElement;
  return table?.contains(focused) ? rowOf(focused) : undefined;
}

/** Nobody holds the focus who would miss it. */
function isLoose(table: HTMLTableElement | null): boolean {
  const focused = document.activeElement;
  return !focused || focused.matches('body, main') || (table?.contains(focused) ?? false);
}
