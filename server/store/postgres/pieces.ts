import { textOf } from '../../json/text';
import type { Piece } from '../pieces';
import type { Queries, Transactions } from './database';

/** Of one answer in the order they came. The shared lock, in everybody's order, waits for whoever ends or deletes the completion just now, and then finds that it no longer runs. */
const KEEP = `INSERT INTO chatkeep.answer_pieces (k, chunks)
  SELECT c.k, p.chunks FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS p (id, chunks, nth)
  JOIN chatkeep.completions c ON c.id = p.id
  WHERE c.state = 'running' ORDER BY c.k, p.nth FOR SHARE OF c`;

export async function keepPieces(database: Transactions, pieces: readonly Piece[]): Promise<void> {
  await database.transaction(async (queries) => {
    await queries.run('SET LOCAL synchronous_commit = off');
    await queries.run(KEEP, [
      pieces.map(({ id }) => id),
      pieces.map(({ chunks }) => textOf(chunks)),
    ]);
  });
}

export async function forgetPieces(queries: Queries, positions: readonly number[]): Promise<void> {
  await queries.run('DELETE FROM chatkeep.answer_pieces WHERE k = ANY($1::bigint[])', [positions]);
}

/** What a server that was taken for dead wrote too late. */
export async function forgetStrayPieces(queries: Queries): Promise<void> {
  await queries.run(
    `DELETE FROM chatkeep.answer_pieces p WHERE NOT EXISTS (
      SELECT 1 FROM chatkeep.completions c
      WHERE c.k = p.k AND (c.state = 'running' OR c.reason = 'server_restart'))`,
  );
}
