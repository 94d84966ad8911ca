import type { Facets } from '#contract/wire/table';
import { folded } from '#contract/folded';

export type MetadataKey = Facets['metadata'][number];

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

const SIGNS = /[^\p{Letter}\p{Mark}\p{Number}]+/gu;

/** Signs tell nothing but between digits, before a number, and at the end of a grade or a language. */
function plain(name: string): string {
  const text = folded(name).trim();
  const [minus = ''] = /^-(?=\d)/.exec(text) ?? [];
  const [grade = ''] = /(?<=^\p{Letter})[-+#]+$/u.exec(text) ?? [];
  const words = text.replace(SIGNS, (signs, at: number) =>
    /\d/.test(text[at - 1] ?? '') && /\d/.test(text[at + signs.length] ?? '') ? '.' : '',
  );
  return minus + words + (words === '' ? '' : grade);
}

/** What is to be looked at: a key or values that are nearly others, or a key that no filter is of use for. */
export function oddity(facet: MetadataKey, alike: readonly MetadataKey[][]): string | null {
  const target = likeliest(facet, alike);
  if (target) return `as ${target.key}?`;
  if (facet.count > 20 && facet.distinct === facet.count) return 'all different';
  return lookAlikes(facet.values, ({ value }) => value).length > 0 ? 'values alike' : null;
}
