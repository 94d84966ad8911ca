import type { StoredDocument } from '../documents';
import type { SqliteDatabase } from './database';

export const documentReads = { documents, document };
export const documentWrites = { putDocument, removeDocument, removeDocuments };

function documents(database: SqliteDatabase, kind: string): StoredDocument[] {
  return database.all<StoredDocument>(
    'SELECT id, version, body FROM documents WHERE kind = ? ORDER BY id',
    [kind],
  );
}

function document(database: SqliteDatabase, kind: string, id: string): StoredDocument | null {
  const [found] = database.all<StoredDocument>(
    'SELECT id, version, body FROM documents WHERE kind = ? AND id = ?',
    [kind, id],
  );
  return found ?? null;
}

function putDocument(
  database: SqliteDatabase,
  kind: string,
  id: string,
  body: string,
  version: number,
): number | null {
  if ((document(database, kind, id)?.version ?? 0) !== version) return null;
  database.run(
    `INSERT INTO documents (kind, id, version, body) VALUES (?, ?, ?, ?)
      ON CONFLICT (kind, id) DO UPDATE SET version = excluded.version, body = excluded.body`,
    [kind, id, version + 1, body],
  );
  return version + 1;
}

function removeDocument(database: SqliteDatabase, kind: string, id: string): boolean {
  return database.run('DELETE FROM documents WHERE kind = ? AND id = ?', [kind, id]) === 1;
}

function removeDocuments(database: SqliteDatabase, kind: string): number {
  return database.run('DELETE FROM documents WHERE kind = ?', [kind]);
}
