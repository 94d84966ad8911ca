import type { Metadata } from './metadata';

/** Undefined where a side has no such pair. */
export type MetadataConflict = {
  key: string;
  mine: string | undefined;
  theirs: string | undefined;
};

/**
 * Merges two edits of the same metadata. A pair that one side alone changed is taken from that side; where both did,
 * and not alike, somebody has to choose, and `merged` holds mine until then.
 */
export function mergeMetadata(
  base: Metadata,
  mine: Metadata,
  theirs: Metadata,
): { merged: Metadata; conflicts: MetadataConflict[] } {
  const conflicts: MetadataConflict[] = [];
  const merged = new Map<string, string>();
  for (const key of new Set([...Object.keys(theirs), ...Object.keys(mine)])) {
    const [was, my, their] = [base, mine, theirs].map((map) => read(map, key));
    const isMineChanged = my !== was;
    if (isMineChanged && their !== was && my !== their) {
      conflicts.push({ key, mine: my, theirs: their });
    }
    const value = isMineChanged ? my : their;
    if (value !== undefined) merged.set(key, value);
  }
  return { merged: Object.fromEntries(merged), conflicts };
}

/** A map from the wire may have a key such as `constructor`, which every object seems to have. */
function read(metadata: Metadata, key: string): string | undefined {
  return Object.hasOwn(metadata, key) ? metadata[key] : undefined;
}
