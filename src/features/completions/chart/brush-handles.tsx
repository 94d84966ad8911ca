import { type KeyboardEvent, type PointerEvent, useState } from 'react';
import { cx } from '@/ui/cx';

export type End = 'from' | 'to';

type Props = {
  /** Where the range begins and ends, in bars from the start. */
  ends: Record<End, number>;
  /** How many bars there are. */
  count: number;
  /** What an end stands for, at so many bars from the start. */
  textAt: (place: number) => string;
  /** `isStep`: by a key, one of many. */
  onMove: (end: End, place: number, isStep: boolean) => void;
};

const NAMES = { from: 'Created since', to: 'Created before' };
const STEPS: Record<string, number> = {
  ArrowLeft: -1,
  ArrowDown: -1,
  ArrowRight: 1,
  ArrowUp: 1,
  PageDown: -7,
  PageUp: 7,
  Home: -Infinity,
  End: Infinity,
};

/** The range of Created over the bars: each end is moved by dragging or by keys, from bar to bar. */
export function BrushHandles({ ends, count, textAt, onMove }: Props) {
  const [moved, setMoved] = useState<{ end: End; place: number } | null>(null);
  const shown = moved ? { ...ends, [moved.end]: moved.place } : ends;
  const share = (place: number) => `${(place / Math.max(1, count)) * 100}%`;

  function bounded(end: End, place: number): number {
    return end === 'from'
      ? Math.max(0, Math.min(place, Math.ceil(shown.to) - 1))
      : Math.min(count, Math.max(place, Math.floor(shown.from) + 1));
  }
  function done(isStep: boolean) {
    setMoved(null);
    if (moved && moved.place !== ends[moved.end]) onMove(moved.end, moved.place, isStep);
  }

  return (
    <>
      <span
        aria-hidden
        className="pointer-events-none absolute inset-y-0 border-x-[1.5px] border-accent-ink bg-accent/7"
        // Places that come from times are no classes.
        style={{ left: share(shown.from), right: share(count - shown.to) }}
      />
      {(['from', 'to'] as const).map((end) => (
        <Handle
          key={end}
          name={NAMES[end]}
          place={shown[end]}
          count={count}
          text={textAt(shown[end])}
          left={share(shown[end])}
          isMoved={moved?.end === end}
          onPlace={(place) => setMoved({ end, place: bounded(end, place) })}
          onDone={done}
        />
      ))}
    </>
  );
}

type HandleProps = {
  name: string;
  place: number;
  count: number;
  text: string;
  left: string;
  isMoved: boolean;
  onPlace: (place: number) => void;
  onDone: (isStep: boolean) => void;
};

function Handle({ name, place, count, text, left, isMoved, onPlace, onDone }: HandleProps) {
  function onKeyDown(event: KeyboardEvent) {
    const step = STEPS[event.key];
    if (event.key === 'Enter') onDone(true);
    if (step === undefined || event.altKey || event.metaKey || event.ctrlKey) return;
    event.preventDefault();
    onPlace((step < 0 ? Math.ceil(place) : Math.floor(place)) + step);
  }
  function onPointerMove(event: PointerEvent<HTMLElement>) {
    const bars = event.currentTarget.parentElement;
    if (!bars || !event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const { left: start, width } = bars.getBoundingClientRect();
    onPlace(Math.round(((event.clientX - start) / width) * count));
  }
  return (
    <span
      // Two ends over one drawing, which no input has.
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
      role="slider"
      tabIndex={0}
      aria-label={name}
      aria-valuemin={0}
      aria-valuemax={count}
      aria-valuenow={Math.round(place)}
      aria-valuetext={text}
      className="absolute inset-y-0 flex w-6 -translate-x-1/2 cursor-ew-resize touch-none items-center justify-center rounded-sm focus-visible:-outline-offset-2"
      style={{ left }}
      onKeyDown={onKeyDown}
      // One filter for all presses of a key that is held.
      onKeyUp={({ key }) => key in STEPS && onDone(true)}
      onBlur={() => onDone(true)}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={onPointerMove}
      onPointerUp={() => onDone(false)}
    >
      <span className="h-4 w-1.5 rounded-full border-[1.5px] border-accent-ink bg-surface" />
      <span
        aria-hidden
        className={cx(
          'pointer-events-none absolute top-0 z-10 rounded-md bg-raised px-2 py-0.5 text-xs whitespace-nowrap text-ink shadow-overlay',
          place > count / 2 ? 'right-full' : 'left-full',
          !isMoved && 'hidden',
        )}
      >
        {text}
      </span>
    </span>
  );
}
