import type { StoredDocument } from '../documents';
import type { Transactions } from './database';

export function documents(database: Transactions, kind: string): Promise<StoredDocument[]> {
  return database.rows<StoredDocument>(
    'SELECT id, version, body FROM chatkeep.documents WHERE kind = $1 ORDER BY id COLLATE "C"',
    [kind],
  );
}

export async function document(
  database: Transactions,
  kind: string,
  id: string,
): Promise<StoredDocument | null> {
  const [found] = await database.rows<StoredDocument>(
    'SELECT id, version, body FROM chatkeep.documents WHERE kind = $1 AND id = $2',
    [kind, id],
  );
  return found ?? null;
}

export async function putDocument(
  database: Transactions,
  kind: string,
  id: string,
  body: string,
  version: number,
): Promise<number | null> {
  const sql =
    version === 0
      ? `INSERT INTO chatkeep.documents (kind, id, version, body) VALUES ($1, $2, $4 + 1, $3)
          ON CONFLICT DO NOTHING`
      : `UPDATE chatkeep.documents SET version = version + 1, body = $3
          WHERE kind = $1 AND id = $2 AND version = $4`;
  return (await database.run(sql, [kind, id, body, version])) === 1 ? version + 1 : null;
}

export async function removeDocument(
  database: Transactions,
  kind: string,
  id: string,
): Promise<boolean> {
  const sql = 'DELETE FROM chatkeep.documents WHERE kind = $1 AND id = $2';
  return (await database.run(sql, [kind, id])) === 1;
}

export function removeDocuments(database: Transactions, kind: string): Promise<number> {
  return database.run('DELETE FROM chatkeep.documents WHERE kind = $1', [kind]);
}
