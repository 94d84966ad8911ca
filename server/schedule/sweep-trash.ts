import type { AppParts } from '../parts';

const EVERY_MS = 3_600_000;
const MS_PER_DAY = 86_400_000;
/** Erasing takes long: other writes get their turn between so many. */
const BATCH = 5;

/**
 * Erases what has been in the trash for longer than `trashDays`, now and every hour; several servers on one database
 * may do so at once. Returns what ends it.
 */
export function keepTrashSwept(
  parts: Pick<AppParts, 'store' | 'config' | 'clock'>,
  onFailure: (error: unknown) => void,
): () => void {
  const sweep = () => void sweepInTime(parts).catch(onFailure);
  const timer = setInterval(sweep, EVERY_MS);
  timer.unref();
  sweep();
  return () => clearInterval(timer);
}

/** Not while the clock is in doubt: one that jumped ahead would end the time of everything. */
async function sweepInTime(parts: Pick<AppParts, 'store' | 'config' | 'clock'>): Promise<void> {
  const { jumped } = await parts.clock.look();
  if (jumped === null) await sweepTrash(parts);
}

/** Resolves with how many were erased. `now` in milliseconds. */
export async function sweepTrash(
  { store, config }: Pick<AppParts, 'store' | 'config'>,
  now = Date.now(),
): Promise<number> {
  const before = Math.floor((now - config.trashDays * MS_PER_DAY) / 1_000);
  let erased = 0;
  for (;;) {
    const count = await store.eraseDeletedBefore(before, BATCH);
    erased += count;
    if (count === 0) return erased;
  }
}
