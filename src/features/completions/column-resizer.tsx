import { type KeyboardEvent, type PointerEvent, useState } from 'react';
import { type ColumnId, columnOf } from './columns';
import { columnResized, useTableLayout } from './table-layout';

const LEAST = 48;
const MOST = 1_200;
const STEP = 16;

/** The edge of a column's head: dragged, or moved by the arrow keys; a double click brings back the usual width. */
export function ColumnResizer({ id }: { id: ColumnId }) {
  const { width: usual, numeric, label } = columnOf(id);
  const width = useTableLayout((state) => state.widths[id]) ?? usual;
  const least = numeric ? (usual ?? LEAST) : LEAST;
  const [drag, setDrag] = useState<{ x: number; width: number } | null>(null);

  function resize(next: number) {
    columnResized(id, Math.round(Math.min(MOST, Math.max(least, next))));
  }

  function onKeyDown(event: KeyboardEvent<HTMLElement>) {
    const step = { ArrowLeft: -STEP, ArrowRight: STEP }[event.key];
    if (event.key === 'Enter') columnResized(id, undefined);
    else if (step !== undefined && !event.altKey) resize(widthOf(event.currentTarget) + step);
    else return;
    event.preventDefault();
  }

  function onPointerDown(event: PointerEvent<HTMLElement>) {
    event.preventDefault();
    event.currentTarget.setPointerCapture(event.pointerId);
    setDrag({ x: event.clientX, width: widthOf(event.currentTarget) });
  }

  return (
    // A separator that can be moved is a control: it has a value, a focus and keys.
    <div
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a rule cannot be a control
      role="separator"
      aria-orientation="vertical"
      aria-label={`Width of ${label}`}
      aria-valuenow={width ?? 0}
      aria-valuemin={least}
      aria-valuemax={MOST}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      onKeyDown={onKeyDown}
      onPointerDown={onPointerDown}
      onPointerMove={({ clientX }) => drag && resize(drag.width + clientX - drag.x)}
      onPointerUp={() => setDrag(null)}
      onDoubleClick={() => columnResized(id, undefined)}
      className="absolute top-1 right-0 h-6 w-2 cursor-col-resize touch-none border-r border-transparent hover:border-control focus-visible:border-accent-ink"
    />
  );
}

function widthOf(handle: HTMLElement): number {
  return handle.parentElement?.getBoundingClientRect().width ?? 0;
}
