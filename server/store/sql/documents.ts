import type { StoredDocument } from '../documents';
import type { Rows } from './rows';

const COLUMNS = 'SELECT id, version, body FROM chatkeep.documents WHERE kind = $1';

/** In order of their ids, whatever the database sorts text by. */
export async function documents(database: Rows, kind: string): Promise<StoredDocument[]> {
  const found = await database.rows<StoredDocument>(COLUMNS, [kind]);
  return found.toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

export async function document(
  database: Rows,
  kind: string,
  id: string,
): Promise<StoredDocument | null> {
  const [found] = await database.rows<StoredDocument>(`${COLUMNS} AND id = $2`, [kind, id]);
  return found ?? null;
}

/** Of kind, id, body, version and name; it changes one row when it was this version, 0 for none, that was stored. */
export const putSql = (version: number) =>
  version === 0
    ? `INSERT INTO chatkeep.documents (kind, id, version, body, name)
        VALUES ($1, $2, $4 + 1, $3, $5) ON CONFLICT (kind, id) DO NOTHING`
    : `UPDATE chatkeep.documents SET version = version + 1, body = $3, name = $5
        WHERE kind = $1 AND id = $2 AND version = $4`;

export const REMOVE_ALL = 'DELETE FROM chatkeep.documents WHERE kind = $1';
export const REMOVE = `${REMOVE_ALL} AND id = $2`;
