import type { Piece } from '../pieces';
import { AMONG, among } from './among';
import type { SqliteDatabase } from './database';

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

export function forgetPiecesAt(database: SqliteDatabase, positions: readonly number[]): void {
  database.run(`DELETE FROM answer_pieces WHERE k ${AMONG}`, [among(positions)]);
}
