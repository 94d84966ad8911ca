import { useState } from 'react';

type Slots = { ids: readonly string[]; of: ReadonlyMap<string, number> };

/**
 * A React key for each row of a page. A row that stays keeps its own, and with it its place and focus; a new one takes
 * that of a row that went, so that turning a page fills the rows that are there instead of building them anew.
 */
export function useSlots(ids: readonly string[]): readonly number[] {
  const [slots, setSlots] = useState<Slots>(() => assign(ids, new Map()));
  const isSame = ids.length === slots.ids.length && ids.every((id, i) => id === slots.ids[i]);
  const current = isSame ? slots : assign(ids, slots.of);
  if (!isSame) setSlots(current);
  return ids.map((id) => current.of.get(id) ?? -1);
}

export function assign(ids: readonly string[], before: ReadonlyMap<string, number>): Slots {
  const taken = new Set(ids.flatMap((id) => before.get(id) ?? []));
  let free = 0;
  const next = () => {
    while (taken.has(free)) free += 1;
    taken.add(free);
    return free;
  };
  return { ids, of: new Map(ids.map((id) => [id, before.get(id) ?? next()])) };
}
