import { putSql, REMOVE, REMOVE_ALL } from '../sql/documents';
import type { SqliteDatabase } from './database';

export const documentWrites = { putDocument, removeDocument, removeDocuments };

function putDocument(
  database: SqliteDatabase,
  kind: string,
  id: string,
  body: string,
  version: number,
): number | null {
  return database.run(putSql(version), [kind, id, body, version]) === 1 ? version + 1 : null;
}

function removeDocument(database: SqliteDatabase, kind: string, id: string): boolean {
  return database.run(REMOVE, [kind, id]) === 1;
}

function removeDocuments(database: SqliteDatabase, kind: string): number {
  return database.run(REMOVE_ALL, [kind]);
}
