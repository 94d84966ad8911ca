import { folded } from '#contract/folded';

/** Names that differ in case, accents, blanks or signs alone, most frequent first; groups of two or more. */
export function lookAlikes<Name extends { count: number }>(
  names: readonly Name[],
  nameOf: (each: Name) => string,
): Name[][] {
  const groups = new Map<string, Name[]>();
  for (const each of names) {
    const name = plain(nameOf(each));
    groups.set(name, [...(groups.get(name) ?? []), each]);
  }
  return [...groups]
    .filter(([name, alike]) => name !== '' && alike.length > 1)
    .map(([, alike]) => alike.toSorted((one, other) => other.count - one.count));
}

/** The most frequent of those that look like it; null when it is that itself, or there are none. */
export function likeliest<Name>(each: Name, groups: readonly (readonly Name[])[]): Name | null {
  const most = groups.find((group) => group.includes(each))?.[0] ?? null;
  return most === each ? null : most;
}

function plain(name: string): string {
  return folded(name).replace(/[^\p{Letter}\p{Mark}\p{Number}]+/gu, '');
}
