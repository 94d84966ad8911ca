/** Where something is found next from a position on, -1 for nowhere. */
export type Find = (needle: string, from: number) => number;

/** Searches that go forwards through one text: what lies ahead is found once, however often it is asked for. */
export function finderIn(source: string): Find {
  const known = new Map<string, number>();
  return (needle, from) => {
    const last = known.get(needle);
    if (last !== undefined && (last === -1 || last >= from)) return last;
    const at = source.indexOf(needle, from);
    known.set(needle, at);
    return at;
  };
}
