/** A change of many completions' metadata: what it does not name stays as it is. Same words as in this server's jobs. */
export type PairsChange = {
  set?: Record<string, string>;
  remove?: readonly string[];
  /** Old names of keys to new ones. */
  rename?: Record<string, string>;
};

/** Renames first, so that a pair can be renamed and set at once; a renamed key takes the place of one of that name. */
export function withChange(
  metadata: Record<string, string>,
  { set = {}, remove = [], rename = {} }: PairsChange,
): Record<string, string> {
  const pairs = new Map(Object.entries(metadata));
  for (const [from, to] of Object.entries(rename)) {
    const value = pairs.get(from);
    if (value === undefined || from === to) continue;
    pairs.delete(from);
    pairs.set(to, value);
  }
  for (const key of remove) pairs.delete(key);
  for (const [key, value] of Object.entries(set)) pairs.set(key, value);
  return Object.fromEntries(pairs);
}
