import type { Documents } from '../documents';
import { StoreRefused } from '../errors';

/** Stands in a database while another one is moved into it. */
export const MOVE_KIND = 'move';
export const MOVE_MARK = 'unfinished';

/** Rejects with {@link StoreRefused} for a database that holds a part of another one. */
export async function refuseHalfMoved(store: Pick<Documents, 'document'>): Promise<void> {
  if ((await store.document(MOVE_KIND, MOVE_MARK)) === null) return;
  throw new StoreRefused(
    'a move into this database is not finished: run "chatkeep move" again, which goes on where it stopped',
  );
}
