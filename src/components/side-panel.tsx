import type { KeyboardEvent, PointerEvent, ReactNode } from 'react';
import { preferencesChanged, usePreferences } from '@/components/preferences-store';

const LEAST = 320;
const MOST = 560;
const STEP = 16;

/** A panel at the end of a page, as wide as the reader has drawn it; the width stays. */
export function SidePanel({ label, children }: { label: string; children: ReactNode }) {
  const width = usePreferences((state) => clamped(state.panelWidth));
  return (
    <aside
      aria-label={label}
      style={{ width }}
      className="relative flex shrink-0 border-s border-line"
    >
      <WidthHandle label={label} width={width} />
      <div className="min-w-0 flex-1 scrolls-y px-4 pt-3">{children}</div>
    </aside>
  );
}

function WidthHandle({ label, width }: { label: string; width: number }) {
  function onPointerDown(event: PointerEvent<HTMLElement>) {
    if (event.button === 0) event.currentTarget.setPointerCapture(event.pointerId);
  }
  function onPointerMove({ currentTarget, pointerId, clientX }: PointerEvent<HTMLElement>) {
    const panel = currentTarget.parentElement;
    if (!panel || !currentTarget.hasPointerCapture(pointerId)) return;
    const { left, right } = panel.getBoundingClientRect();
    const isStart = getComputedStyle(panel).direction === 'rtl';
    widthChanged(isStart ? clientX - left : right - clientX);
  }
  function onKeyDown(event: KeyboardEvent) {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const to = { ArrowLeft: width + STEP, ArrowRight: width - STEP, Home: LEAST, End: MOST }[
      event.key
    ];
    if (to === undefined) return;
    event.preventDefault();
    widthChanged(to);
  }
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- a separator that can be moved is a control
    <div
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a rule between texts cannot be moved
      role="separator"
      aria-label={`Width of ${label}`}
      aria-orientation="vertical"
      aria-valuemin={LEAST}
      aria-valuemax={MOST}
      aria-valuenow={width}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- so that the keyboard can move it
      tabIndex={0}
      {...{ onPointerDown, onPointerMove, onKeyDown }}
      className="absolute inset-y-0 -start-1 z-20 w-2 cursor-col-resize touch-none after:absolute after:inset-y-0 after:start-1/2 after:w-0.5 after:-translate-x-1/2 hover:after:bg-accent-line focus-visible:after:bg-accent active:after:bg-accent"
    />
  );
}

function widthChanged(to: number) {
  preferencesChanged({ panelWidth: clamped(to) });
}

/** Storage may hold anything. */
function clamped(width: unknown): number {
  const wanted = typeof width === 'number' && Number.isFinite(width) ? width : LEAST;
  return Math.round(Math.min(MOST, Math.max(LEAST, wanted)));
}
