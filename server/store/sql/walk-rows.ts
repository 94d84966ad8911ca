/** Of texts, in characters, that one step of a walk reads at most by much. */
const STEP = 4_000_000;
const ROWS = 20;

type Read = (after: number, limit: number) => Promise<{ k: number; size: number }[]>;

/**
 * A walk over all that is stored, a step at a time and round and round: it finds pages that cannot be read before
 * somebody needs them. Once it has found one it fails for good, with the same error: a page does not heal by itself.
 */
export function createWalk(read: Read, isDamage: (error: unknown) => boolean): () => Promise<void> {
  let after = -1;
  let damage: { error: unknown } | null = null;
  return async () => {
    if (damage) throw damage.error;
    try {
      let size = 0;
      while (size < STEP) {
        const rows = await read(after, ROWS);
        after = rows.at(-1)?.k ?? -1;
        if (rows.length < ROWS) {
          after = -1;
          return;
        }
        size += rows.reduce((sum, row) => sum + row.size + 10_000, 0);
      }
    } catch (error) {
      if (isDamage(error)) damage = { error };
      throw error;
    }
  };
}

/** After the position `$1`, `$2` of them. To know the length of a text it is read, that of bytes would not be. */
export const WALK = `SELECT k, length(request) + length(CAST(body AS TEXT)) + length(messages) AS size
  FROM chatkeep.completions WHERE k > $1 ORDER BY k LIMIT $2`;
