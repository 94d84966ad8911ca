import { type Row, tableColumns, tableRow } from '../table/page';
import type { TrashPage, TrashQuery } from '../trash';
import type { Rows } from './rows';

type TrashedRow = Row & { deleted_at: number };

export async function trash(database: Rows, { limit, after, id }: TrashQuery): Promise<TrashPage> {
  const where = id === undefined ? after && '(deleted_at, k) < ($1, $2)' : 'id = $1';
  const values = id === undefined ? (after ? [after.deletedAt, after.k] : []) : [id];
  const rows = await database.rows<TrashedRow>(
    `SELECT deleted_at, ${tableColumns.join(', ')} FROM chatkeep.trash
      ${where === undefined ? '' : `WHERE ${where}`}
      ORDER BY deleted_at DESC, k DESC LIMIT ${limit + 1}`,
    values,
  );
  const [count] = await database.rows<{ total: number }>(
    'SELECT count(*) AS total FROM chatkeep.trash',
  );
  return {
    rows: rows
      .slice(0, limit)
      .map(({ deleted_at: deletedAt, ...row }) => ({ ...tableRow(row), deletedAt })),
    total: count?.total ?? 0,
    hasMore: rows.length > limit,
  };
}
