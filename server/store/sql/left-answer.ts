import type { LeftAnswer } from '../pieces';
import type { Rows } from './rows';

type Left = Omit<LeftAnswer, 'requestedModel' | 'pieces'> & { requested_model: string };

export async function leftAnswer(database: Rows, after: number): Promise<LeftAnswer | null> {
  const [row] = await database.rows<Left>(
    `SELECT id, k, created, requested_model, provider, request FROM chatkeep.completions
      WHERE reason = 'server_restart' AND k IN (SELECT k FROM chatkeep.answer_pieces WHERE k > $1)
      ORDER BY k LIMIT 1`,
    [after],
  );
  if (!row) return null;
  const pieces = await database.rows<{ chunks: string }>(
    'SELECT chunks FROM chatkeep.answer_pieces WHERE k = $1 ORDER BY n',
    [row.k],
  );
  const { requested_model: requestedModel, ...rest } = row;
  return { ...rest, requestedModel, pieces: pieces.map(({ chunks }) => chunks) };
}
