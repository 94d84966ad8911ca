import { putSql, REMOVE, REMOVE_ALL } from '../sql/documents';
import type { Transactions } from './database';

export async function putDocument(
  database: Transactions,
  kind: string,
  id: string,
  body: string,
  version: number,
): Promise<number | null> {
  const changed = await database.run(putSql(version), [kind, id, body, version]);
  return changed === 1 ? version + 1 : null;
}

export async function removeDocument(
  database: Transactions,
  kind: string,
  id: string,
): Promise<boolean> {
  return (await database.run(REMOVE, [kind, id])) === 1;
}

export function removeDocuments(database: Transactions, kind: string): Promise<number> {
  return database.run(REMOVE_ALL, [kind]);
}
