import { firstOfSecond } from '../position';
import { HOUR } from '../sql/tallies';
import type { CompletionFilter } from './query';

/** Positions, or numbers of hours: from (inclusive) and below (exclusive). */
export type Stretch = { from?: number | undefined; below?: number | undefined };

/** A part of time, in hours: the `start`th of its `span`. While `changes` is what it was, its rows are what they were. */
export type Segment = { span: number; start: number; changes: number };

/** The positions that a filter, and a part of it, leave. */
export function stretchOf({ created }: CompletionFilter, { from, below }: Stretch): Stretch {
  const at = (second: number | undefined) => (second === undefined ? [] : [firstOfSecond(second)]);
  const froms = [...at(created.min), ...(from === undefined ? [] : [from])];
  const belows = [...at(created.max), ...(below === undefined ? [] : [below])];
  return {
    from: froms.length > 0 ? Math.max(...froms) : undefined,
    below: belows.length > 0 ? Math.min(...belows) : undefined,
  };
}

/** The hours, by their number, that lie within a stretch as a whole. */
export function wholeHours(stretch: Stretch): Stretch {
  return wholeParts(stretch, HOUR);
}

export function wholeParts({ from, below }: Stretch, size: number): Stretch {
  return {
    from: from === undefined ? undefined : Math.ceil(from / size),
    below: below === undefined ? undefined : Math.floor(below / size),
  };
}

export function isEmpty({ from, below }: Stretch): boolean {
  return from !== undefined && below !== undefined && from >= below;
}
