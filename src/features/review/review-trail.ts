import type { CompletionSearch } from '@/lib/completion-search';
import type { Neighbours } from '@/queries/neighbours';

/** Where one has been, in order: what was reviewed may be in no list any more, and can still be gone back to. */
export type Trail = readonly Place[];
export type Place = { id: string; search: CompletionSearch };

export function withPlace(trail: Trail, place: Place): Trail {
  return trail.some(({ id }) => id === place.id) ? trail : [...trail, place];
}

/** The ways on from a place: along the trail first, beyond its ends along the list. */
export function stepsFrom(trail: Trail, id: string, beside: Neighbours): Neighbours {
  const at = trail.findIndex((place) => place.id === id);
  const known = new Set(trail.map((place) => place.id));
  const isNew = (place: Place | null) => place !== null && !known.has(place.id);
  return {
    previous: trail[at - 1] ?? (isNew(beside.previous) ? beside.previous : null),
    next: trail[at + 1] ?? (isNew(beside.next) ? beside.next : null),
  };
}
