import { keyProblem, valueProblem, type Metadata } from '#contract/metadata';

/** A pair while it is edited: its key may be empty, or that of another pair, for a moment. */
export type DraftPair = { id: number; key: string; value: string };

export type PairProblems = { key?: string; value?: string };

let lastId = 0;

export function draftPair(key = '', value = ''): DraftPair {
  lastId += 1;
  return { id: lastId, key, value };
}

export function draftOf(metadata: Metadata): DraftPair[] {
  return Object.entries(metadata).map(([key, value]) => draftPair(key, value));
}

/** What would be written. Pairs that are empty altogether are not there yet. */
export function metadataOf(pairs: readonly DraftPair[]): Metadata {
  return Object.fromEntries(pairs.filter(isBegun).map(({ key, value }) => [key, value]));
}

export function countPairs(pairs: readonly DraftPair[]): number {
  return pairs.filter(isBegun).length;
}

export function withPair(pairs: readonly DraftPair[], changed: DraftPair): DraftPair[] {
  return pairs.map((pair) => (pair.id === changed.id ? changed : pair));
}

export function withoutPair(pairs: readonly DraftPair[], { id }: DraftPair): DraftPair[] {
  return pairs.filter((pair) => pair.id !== id);
}

/** Pasted pairs take the place of the empty pair they were pasted into; a known key gets its new value instead. */
export function withPasted(
  pairs: readonly DraftPair[],
  { id }: DraftPair,
  pasted: Metadata,
): DraftPair[] {
  const known = new Set(pairs.map(({ key }) => key));
  const added = draftOf(pasted).filter(({ key }) => !known.has(key));
  return pairs.flatMap((pair) => {
    if (pair.id === id) return added;
    return Object.hasOwn(pasted, pair.key) ? { ...pair, value: pasted[pair.key] ?? '' } : pair;
  });
}

/** What keeps each pair from being written, by its id; empty when nothing does. */
export function problemsOf(pairs: readonly DraftPair[]): Map<number, PairProblems> {
  const found = new Map<number, PairProblems>();
  const seen = new Set<string>();
  for (const pair of pairs.filter(isBegun)) {
    const key = seen.has(pair.key) ? 'Another pair has this key.' : keyProblem(pair.key);
    const value = valueProblem(pair.value);
    if (key || value) found.set(pair.id, { ...(key && { key }), ...(value && { value }) });
    seen.add(pair.key);
  }
  return found;
}

function isBegun({ key, value }: DraftPair): boolean {
  return key !== '' || value !== '';
}
