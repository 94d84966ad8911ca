import { searchWords } from '#contract/search-words';
import type { Value } from '../columns';
import type { TrashPage, TrashQuery } from '../trash';
import { tableRow } from '../table/page';
import { type Row, tableColumns } from '../table/page-rows';
import type { TableDatabase } from '../table/selection';

type TrashedRow = Row & { deleted_at: number };

/** A page of the trash; `total` is of all that the search finds. */
export async function trash(
  database: TableDatabase,
  { limit, after, id, search = '' }: TrashQuery,
): Promise<TrashPage> {
  const { dialect } = database;
  const values: Value[] = [];
  const bind = (value: Value) => `$${values.push(value)}`;
  const words = searchWords(search);
  const asked = [
    ...(id === undefined ? [] : [`c.id = ${bind(id)}`]),
    ...(words.length === 0 ? [] : [dialect.contains(words, bind)]),
  ];
  const count = `SELECT count(*) AS total FROM chatkeep.trash c ${where(asked)}`;
  const [counted] = await database.rows<{ total: number }>(count, [...values]);
  if (after) asked.push(`(c.deleted_at, c.k) < (${bind(after.deletedAt)}, ${bind(after.k)})`);
  const found = await database.rows<TrashedRow>(
    `SELECT deleted_at, ${tableColumns.join(', ')} FROM chatkeep.trash c ${where(asked)}
      ORDER BY c.deleted_at DESC, c.k DESC LIMIT ${limit + 1}`,
    values,
  );
  return {
    rows: found
      .slice(0, limit)
      .map(({ deleted_at: deletedAt, ...row }) => ({ ...tableRow(row), deletedAt })),
    total: counted?.total ?? 0,
    hasMore: found.length > limit,
  };
}

function where(conditions: readonly string[]): string {
  return conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`;
}
