import { create } from 'zustand';
import { persist } from 'zustand/middleware';
import { browserStorage } from '@/components/browser-storage';

/** Grounds of the five colours of names. */
const GROUNDS = ['bg-series-1', 'bg-series-2', 'bg-series-3', 'bg-series-4', 'bg-series-5'];
/** The grey of all others together, and of a name only when every colour is taken. */
export const REST = GROUNDS.length;
const ALL = GROUNDS.map((_, color) => color);

/** The ground of a colour. */
export function groundOf(color: number | undefined): string {
  return GROUNDS[color ?? REST] ?? 'bg-series-rest';
}

/** By what a chart is split: the names that have a colour for good, in the order of the colours. */
type Known = { names: Record<string, readonly string[]> };

const useKnown = create<Known>()(
  persist((): Known => ({ names: {} }), {
    name: 'chatkeep.colors',
    storage: browserStorage<Known>(),
  }),
);

/**
 * The colour of each series that is drawn together, the largest first; null is what is put together. The first names
 * that this browser ever showed keep theirs, whatever a filter leaves beside them; later ones take what is free where
 * they are drawn.
 */
export function colorsOf(split: string, names: readonly (string | null)[]): number[] {
  const known = knownWith(split, names);
  const free = ALL.filter((color) => !names.includes(known[color] ?? null));
  return names.map((name) => {
    if (name === null) return REST;
    const own = known.indexOf(name);
    return own >= 0 ? own : (free.shift() ?? REST);
  });
}

/** The names that have a colour, with as many of these as there was room for. */
function knownWith(split: string, names: readonly (string | null)[]): readonly string[] {
  const known = useKnown.getState().names[split] ?? [];
  const fresh = names.filter((name) => name !== null).filter((name) => !known.includes(name));
  if (known.length >= REST || fresh.length === 0) return known;
  const next = [...known, ...fresh].slice(0, REST);
  useKnown.setState(({ names: others }) => ({ names: { ...others, [split]: next } }));
  return next;
}
