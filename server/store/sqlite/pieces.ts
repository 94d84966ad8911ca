import type { LeftAnswer, Piece } from '../pieces';
import type { SqliteDatabase } from './database';

export const pieceReads = { leftAnswer };
export const pieceWrites = { keepPieces };

function keepPieces(database: SqliteDatabase, pieces: readonly Piece[]): void {
  for (const { id, chunks } of pieces) {
    database.run(
      `INSERT INTO answer_pieces (k, chunks)
        SELECT k, ? FROM completions WHERE id = ? AND state = 'running'`,
      [chunks, id],
    );
  }
}

export function forgetPieces(database: SqliteDatabase, k: number): void {
  database.run('DELETE FROM answer_pieces WHERE k = ?', [k]);
}

type Left = Omit<LeftAnswer, 'requestedModel' | 'pieces'> & { requested_model: string };

function leftAnswer(database: SqliteDatabase, after: number): LeftAnswer | null {
  const [row] = database.all<Left>(
    `SELECT id, k, created, requested_model, provider, request FROM completions
      WHERE reason = 'server_restart' AND k IN (SELECT k FROM answer_pieces WHERE k > ?)
      ORDER BY k LIMIT 1`,
    [after],
  );
  if (!row) return null;
  const pieces = database.all<Pick<Piece, 'chunks'>>(
    'SELECT chunks FROM answer_pieces WHERE k = ? ORDER BY n',
    [row.k],
  );
  const { requested_model: requestedModel, ...rest } = row;
  return { ...rest, requestedModel, pieces: pieces.map(({ chunks }) => chunks) };
}
