/** The last of the eight colours is grey: that of the rest, and of a name only when all others are taken. */
const GREY = 7;

/** Grounds of the eight colours. */
const GROUNDS = [
  'bg-series-1',
  'bg-series-2',
  'bg-series-3',
  'bg-series-4',
  'bg-series-5',
  'bg-series-6',
  'bg-series-7',
];

/** The ground of a colour, 0 to 7. */
export function groundOf(color: number | undefined): string {
  return GROUNDS[color ?? GREY] ?? 'bg-series-8';
}

const remembered = new Map<string, Map<string, number>>();

/**
 * The colour, 0 to 7, of each series that is drawn together. A name keeps its colour for as long as the page is open,
 * whatever the filter leaves beside it; only where two that met elsewhere have the same one does one of them give way,
 * and only meanwhile.
 */
export function colorsOf(split: string, names: readonly string[]): number[] {
  const known = remembered.get(split) ?? new Map<string, number>();
  remembered.set(split, known);
  const drawn = new Map<string, number>();
  const hasRest = names.at(-1) === 'other';
  // Not by size, which a filter changes; and what has a colour chooses before what has none.
  const named = (hasRest ? names.slice(0, -1) : names).toSorted(byName);
  const [old, fresh] = [named.filter((n) => known.has(n)), named.filter((n) => !known.has(n))];
  for (const name of [...old, ...fresh]) {
    const inUse = new Set(drawn.values());
    const kept = known.get(name);
    const color =
      kept !== undefined && !inUse.has(kept)
        ? kept
        : (freeFrom(name, new Set([...known.values(), ...inUse])) ?? freeFrom(name, inUse) ?? GREY);
    drawn.set(name, color);
    if (kept === undefined && color !== GREY) known.set(name, color);
  }
  return names.map((name) => drawn.get(name) ?? GREY);
}

/** The first colour that is not in use, from the one on that the name leads to. */
function freeFrom(name: string, inUse: ReadonlySet<number>): number | undefined {
  const start = hash(name) % GREY;
  const all = Array.from({ length: GREY }, (_, i) => (start + i) % GREY);
  return all.find((color) => !inUse.has(color));
}

function hash(text: string): number {
  let value = 0;
  for (let i = 0; i < text.length; i += 1)
    value = (value * 31 + text.charCodeAt(i)) % 2_147_483_647;
  return value;
}

function byName(a: string, b: string): number {
  return a < b ? -1 : 1;
}
