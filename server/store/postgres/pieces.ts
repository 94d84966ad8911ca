import { LONG, textOf } from '../../json/text';
import type { Piece } from '../pieces';
import type { Queries, Transactions } from './database';

/** Of one answer in the order they came. The shared lock, in everybody's order, waits for whoever ends or deletes the completion just now, and then finds that it no longer runs. */
const KEEP = `INSERT INTO chatkeep.answer_pieces (k, chunks)
  SELECT c.k, p.chunks FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS p (id, chunks, nth)
  JOIN chatkeep.completions c ON c.id = p.id
  WHERE c.state = 'running' ORDER BY c.k, p.nth FOR SHARE OF c`;

/** The same locks, in the same order, before pieces are added one by one. */
const LOCK = `SELECT k FROM chatkeep.completions
  WHERE id = ANY($1::text[]) AND state = 'running' ORDER BY k FOR SHARE`;
const KEEP_ONE = `INSERT INTO chatkeep.answer_pieces (k, chunks)
  SELECT k, $2::text FROM chatkeep.completions WHERE id = $1 AND state = 'running'`;

/** In an array the driver escapes each sign of a text, which holds everybody up; long ones go as their bytes. */
export async function keepPieces(database: Transactions, pieces: readonly Piece[]): Promise<void> {
  const long = new Set(pieces.flatMap(({ id, chunks }) => (chunks.length > LONG ? [id] : [])));
  const short = pieces.filter(({ id }) => !long.has(id));
  await database.transaction(async (queries) => {
    await queries.run('SET LOCAL synchronous_commit = off');
    if (long.size > 0) await queries.run(LOCK, [pieces.map(({ id }) => id)]);
    await queries.run(KEEP, [short.map(({ id }) => id), short.map(({ chunks }) => textOf(chunks))]);
    for (const { id, chunks } of pieces)
      if (long.has(id)) await queries.run(KEEP_ONE, [id, chunks]);
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
