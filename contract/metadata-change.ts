import { type Metadata, METADATA_LIMITS, sameMetadata } from './metadata';

/** A change of many completions' metadata. What it does not name stays as it is. */
export type MetadataChange = {
  set?: Metadata | undefined;
  remove?: readonly string[] | undefined;
  /** Old names of keys to new ones. */
  rename?: Metadata | undefined;
  /** By key, old values to new ones. */
  replace?: Record<string, Metadata> | undefined;
};

export type MetadataChanged = {
  metadata: Metadata;
  /** Values that are gone by a rename: of a key whose name another one got, or was set. */
  dropped: number;
};

/**
 * Makes all changes at once: each speaks of the map as it was before, so that two keys can swap their names. What is set
 * counts, whatever was renamed to that key; of several keys that get one name, the last one named counts.
 */
export function changeMetadata(
  before: Metadata,
  { set = {}, remove = [], rename = {}, replace = {} }: MetadataChange,
): MetadataChanged {
  const removed = new Set(remove);
  const pairs = Object.entries(before).flatMap(([key, value]): Pair[] => {
    if (removed.has(key)) return [];
    return [{ key, to: own(rename, key) ?? key, value: own(own(replace, key), value) ?? value }];
  });
  const order = Object.keys(rename);
  const winners = new Map<string, Pair>();
  for (const pair of pairs) {
    const other = winners.get(pair.to);
    if (!other || rankOf(pair, order) > rankOf(other, order)) winners.set(pair.to, pair);
  }
  const after = new Map(
    pairs.filter((pair) => winners.get(pair.to) === pair).map(({ to, value }) => [to, value]),
  );
  const lost = pairs.filter((pair) => {
    const isSetOver = pair.to !== pair.key && own(set, pair.to) !== undefined;
    return winners.get(pair.to) !== pair || isSetOver;
  });
  for (const [key, value] of Object.entries(set)) after.set(key, value);
  return { metadata: Object.fromEntries(after), dropped: lost.length };
}

type Pair = { key: string; to: string; value: string };

/** What stays under its name gives way to what is renamed to it. */
function rankOf({ key, to }: Pair, order: readonly string[]): number {
  return key === to ? -1 : order.indexOf(key);
}

/** What becomes of one completion's metadata. */
export type MetadataOutcome =
  | ({ kind: 'changed' } & MetadataChanged)
  | { kind: 'skipped' }
  | { kind: 'exceeds'; pairs: number };

export function outcomeOf(before: Metadata, change: MetadataChange): MetadataOutcome {
  const changed = changeMetadata(before, change);
  const pairs = Object.keys(changed.metadata).length;
  if (pairs > METADATA_LIMITS.pairs) return { kind: 'exceeds', pairs };
  return sameMetadata(before, changed.metadata)
    ? { kind: 'skipped' }
    : { kind: 'changed', ...changed };
}

/** Why a completion would keep its metadata: see {@link MetadataOutcome}. */
export function exceedsText(pairs: number): string {
  return `it would have ${pairs} pairs, more than ${METADATA_LIMITS.pairs}`;
}

/** What a change would do to many: how many it changes, how many would get too many pairs, and how many values go. */
export type ChangeCounts = { changes: number; exceeds: number; drops: number };

export const NO_CHANGES: ChangeCounts = { changes: 0, exceeds: 0, drops: 0 };

export function counted(
  { changes, exceeds, drops }: ChangeCounts,
  outcome: MetadataOutcome,
): ChangeCounts {
  return {
    changes: changes + (outcome.kind === 'changed' ? 1 : 0),
    exceeds: exceeds + (outcome.kind === 'exceeds' ? 1 : 0),
    drops: drops + (outcome.kind === 'changed' ? outcome.dropped : 0),
  };
}

/** What takes back a change that wrote `after`: null when the map is another by now. */
export function undoneFrom(
  now: Metadata,
  { before, after }: { before: Metadata; after: Metadata },
): Metadata | null {
  return sameMetadata(now, before) || sameMetadata(now, after) ? before : null;
}

function own<Value>(map: Record<string, Value> | undefined, key: string): Value | undefined {
  return map && Object.hasOwn(map, key) ? map[key] : undefined;
}
