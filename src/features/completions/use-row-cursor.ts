import { type FocusEvent, type RefObject, useLayoutEffect, useRef } from 'react';
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
};

/**
 * The row that the keys act on: the one that is shown beside the table, else the one that has the focus. Both are the
 * same as far as they can be. Its place is remembered, so that the keys go on from there when the row goes, or when
 * the focus was in a menu meanwhile.
 */
export function useRowCursor({ table, rows, peek, onFollow, onTurn }: Options) {
  const last = useRef<{ id: string; index: number } | null>(null);
  const shown = useRef<string | undefined>(undefined);
  const note = (id: string) => {
    last.current = { id, index: rows.findIndex((row) => row.id === id) };
  };
  /** The last row, or what is in its place now. */
  const place = () => {
    if (last.current === null) return undefined;
    const { id, index } = last.current;
    return rows.find((row) => row.id === id) ?? rows[Math.min(Math.max(index, 0), rows.length - 1)];
  };

  // The focus belongs to the page, not to React; before the paint, so that the ring never shows on another row.
  useLayoutEffect(() => {
    const isOther = peek !== shown.current;
    const link = peek === undefined ? undefined : rowLink(table.current, peek);
    if (peek !== undefined && isOther && link) {
      shown.current = peek;
      note(peek);
      if (!isLoose(table.current)) link.scrollIntoView({ block: 'nearest' });
      else if (focusedRow(table.current) !== peek) link.focus();
      return;
    }
    if (peek === undefined) shown.current = undefined;
    const was = last.current;
    if (was === null) return;
    const next = place();
    if (next === undefined) return;
    // Its element may show another row by now: the focus stays with the place instead.
    if (next.id !== was.id && isLoose(table.current)) rowLink(table.current, next.id)?.focus();
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
      const links = [...(table.current?.querySelectorAll<HTMLElement>('[data-row]') ?? [])];
      const from = focusedRow(table.current) ?? place()?.id;
      const at = links.findIndex((link) => link.dataset.row === from);
      const to = at === -1 ? 0 : at + by;
      if (to >= 0 && to < links.length) return links[to]?.focus();
      // The page that comes is entered where this one was left.
      const entry = { id: '', index: by === 1 ? 0 : Infinity };
      if (from === rows.at(by === 1 ? -1 : 0)?.id && onTurn(by)) last.current = entry;
    },
    onFocus: ({ target, relatedTarget, currentTarget }: FocusEvent<HTMLElement>) => {
      const id = rowOf(target);
      if (id === undefined) return;
      note(id);
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
