import type { ComponentProps, ReactNode } from 'react';
import { bucketName } from '@/components/chart/buckets';
import { topOf } from '@/components/chart/scale';
import { formatNumber } from '@/lib/format';
import { cx } from '@/ui/cx';
import { Scale, Ticks } from './axes';
import { type Bar, sum } from './drawn';
import { Shapes } from './shapes';
import type { Choice } from './use-choice';

type Props = {
  bars: readonly Bar[];
  /** Of each series. */
  colors: readonly number[];
  /** Seconds of one. */
  size: number;
  choice: Choice | null;
  handlers: ComponentProps<'button'>;
  /** Over the bars: the handles of a range. */
  children: ReactNode;
};

/** Stacked bars with their scale; what is pointed at has its figures beside it. */
export function Bars({ bars, colors, size, choice, handlers, children }: Props) {
  const top = topOf(Math.max(0, ...bars.map(({ total, outside }) => total + outside)));
  return (
    <div className="grid grid-cols-[minmax(1.5rem,auto)_minmax(0,1fr)] gap-x-2 text-[11px]/4 text-ink-3 tabular-nums">
      <Scale top={top} />
      <div className="relative h-16 border-b border-line-strong">
        <span aria-hidden className="absolute inset-x-0 top-0 border-t border-line" />
        <span aria-hidden className="absolute inset-x-0 top-1/2 border-t border-line" />
        <Shapes {...{ bars, colors, top }} />
        {choice && <Pointed {...choice} count={bars.length} />}
        <button
          type="button"
          aria-label="Completions over time. Arrow keys choose a bar, with Shift several, Enter shows only those."
          className="absolute inset-0 cursor-crosshair touch-none focus-visible:-outline-offset-2"
          {...handlers}
        />
        {children}
        <Label {...{ bars, size, choice }} />
      </div>
      <Ticks buckets={bars} size={size} />
    </div>
  );
}

/** A line through one bar, a band over several. */
function Pointed({ first, last, count }: Choice & { count: number }) {
  const share = (place: number) => `${(place / count) * 100}%`;
  if (first === last) {
    return (
      <span
        aria-hidden
        className="absolute -top-1 bottom-0 border-l border-dashed border-ink-3"
        // Places that come from the number of bars are no classes.
        style={{ left: share(first + 0.5) }}
      />
    );
  }
  return (
    <span
      aria-hidden
      className="absolute inset-y-0 border-x border-accent-ink bg-accent/15"
      style={{ left: share(first), right: share(count - last - 1) }}
    />
  );
}

type LabelProps = Pick<Props, 'bars' | 'size' | 'choice'>;

/** When, how many and how many failed: of what is pointed at, beside it; for readers of the screen else of all. */
function Label({ bars, size, choice }: LabelProps) {
  const shown = choice ? bars.slice(choice.first, choice.last + 1) : bars;
  const [first, last] = [shown[0], shown.at(-1)];
  if (!first || !last) return null;
  const total = sum(shown.map((bar) => bar.total + bar.outside));
  const failed = sum(shown.map((bar) => sum(bar.failed) + bar.failedOutside));
  const from = bucketName(first.t, size);
  const isRight = choice !== null && choice.first + choice.last > bars.length;
  return (
    <output
      className={cx(
        choice
          ? 'pointer-events-none absolute top-1 z-10 flex gap-2.5 rounded-md bg-raised px-2.5 py-0.5 text-xs whitespace-nowrap text-ink shadow-overlay'
          : 'sr-only',
      )}
      style={
        choice
          ? isRight
            ? { right: `${((bars.length - choice.first) / bars.length) * 100}%`, marginRight: 8 }
            : { left: `${((choice.last + 1) / bars.length) * 100}%`, marginLeft: 8 }
          : undefined
      }
    >
      <b className="font-medium">
        {first === last ? from : `${from} – ${bucketName(last.t, size)}`}
        <span className="sr-only">: </span>
      </b>
      <span>{formatNumber(total)}</span>
      {failed > 0 && <span className="text-danger-ink">{formatNumber(failed)} incomplete</span>}
    </output>
  );
}
