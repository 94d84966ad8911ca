import type { TagSpec } from './jobs';
import type { Metadata } from './store';

const MOST_PAIRS = 16;

/** What becomes of the metadata of one completion. */
export type TagPlan =
  | { kind: 'changed'; metadata: Metadata }
  | { kind: 'skipped' }
  | { kind: 'failed'; reason: string };

/** Renames and replaces first, so that what is set counts whatever was there before. */
export function planTag(before: Metadata, { set, remove, rename, replace }: TagSpec): TagPlan {
  const pairs = new Map(Object.entries(before));
  for (const [from, to] of Object.entries(rename)) {
    const value = pairs.get(from);
    if (value === undefined || from === to) continue;
    pairs.delete(from);
    pairs.set(to, value);
  }
  for (const [key, values] of Object.entries(replace)) {
    const value = pairs.get(key);
    const next = value !== undefined && Object.hasOwn(values, value) ? values[value] : undefined;
    if (next !== undefined) pairs.set(key, next);
  }
  for (const key of remove) pairs.delete(key);
  for (const [key, value] of Object.entries(set)) pairs.set(key, value);
  if (pairs.size > MOST_PAIRS) {
    return { kind: 'failed', reason: `it would have ${pairs.size} pairs, more than ${MOST_PAIRS}` };
  }
  const metadata = Object.fromEntries(pairs);
  return isSame(before, metadata) ? { kind: 'skipped' } : { kind: 'changed', metadata };
}

/** What a tag job wrote to one completion. */
export type Written = { before: Metadata; after: Metadata };

export function planUndo(now: Metadata, { before, after }: Written): TagPlan {
  if (isSame(now, before)) return { kind: 'skipped' };
  return isSame(now, after)
    ? { kind: 'changed', metadata: before }
    : { kind: 'failed', reason: 'its metadata was changed since' };
}

function isSame(one: Metadata, other: Metadata): boolean {
  const keys = Object.keys(one);
  return (
    keys.length === Object.keys(other).length &&
    keys.every((key) => Object.hasOwn(other, key) && one[key] === other[key])
  );
}
