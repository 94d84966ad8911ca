import { type Filter, isOfTime, secondOf } from '#contract/filter';
import type { Frame } from '@/queries/series-query';

/** Unix seconds; the end is not in it. */
export type Span = { from: number; to: number };
/** The range of the filter; null is an open end. */
export type Brush = { from: number | null; to: number | null };

/** A range that is narrower than this share of what is drawn is drawn larger. */
const NARROWEST = 1 / 12;

/** The range that the conditions on Created make, as of `now` in milliseconds; null without any. */
export function brushOf(filters: readonly Filter[], now: number): Brush | null {
  if (!filters.some(isOfTime)) return null;
  const at = (end: Filter['field']) => {
    const value = filters.find(({ field }) => field === end)?.value;
    return value === undefined ? null : secondOf(value, now);
  };
  return { from: at('created_after'), to: at('created_before') };
}

/**
 * What is drawn around a range. As long as it can be seen in what is drawn already, `shown`, that stays, so that the
 * bars lie still under the hand that drags. Else it stands amid as much time before it as it is long, and after it, as
 * far as there is any.
 */
export function frameAround(
  brush: Brush | null,
  shown: (Span & { frame: Frame }) | null,
  now: number,
): Frame {
  if (brush === null || brush.from === null) return {};
  const { from } = brush;
  const present = Math.floor(now / 1000);
  const to = brush.to ?? Math.max(present, from);
  const span = Math.max(1, to - from);
  if (shown) {
    const isWithin = from >= shown.from && to <= Math.max(shown.to, present);
    if (isWithin && span >= (shown.to - shown.from) * NARROWEST) return shown.frame;
  }
  return { from: from - span, to: to + span < present ? to + span : undefined };
}
