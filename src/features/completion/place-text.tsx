import type { Total } from '#contract/wire/table';
import { formatNumber } from '@/lib/format';
import type { Place } from '@/queries/neighbours';

/** "3 of 58": where a completion is in the list that it was opened from. */
export function PlaceText({ place }: { place: Place | null }) {
  if (place === null) return null;
  return (
    <span className="shrink-0 px-1 text-xs whitespace-nowrap text-ink-3 tabular-nums">
      {textOf(place.at)} of {textOf(place.of)}
    </span>
  );
}

function textOf({ value, relation }: Total): string {
  return `${relation === 'exact' ? '' : 'about '}${formatNumber(value)}`;
}
