import { NameTaken } from '../errors';
import { putSql, REMOVE, REMOVE_ALL } from '../sql/documents';
import type { SqliteDatabase } from './database';

export const documentWrites = { putDocument, removeDocument, removeDocuments };

function putDocument(
  database: SqliteDatabase,
  kind: string,
  id: string,
  body: string,
  version: number,
  name: string | null = null,
): number | null {
  const sameName = 'SELECT 1 FROM documents WHERE kind = ? AND name = ? AND id <> ?';
  if (database.value(sameName, [kind, name, id]) === 1) throw new NameTaken('the name is taken');
  const former = database.value('SELECT body FROM documents WHERE kind = ? AND id = ?', [kind, id]);
  if (typeof former === 'string' && losesText(former, body)) database.hasRemoved = true;
  return database.run(putSql(version), [kind, id, body, version, name]) === 1 ? version + 1 : null;
}

function removeDocument(database: SqliteDatabase, kind: string, id: string): boolean {
  database.hasRemoved = true;
  return database.run(REMOVE, [kind, id]) === 1;
}

function removeDocuments(database: SqliteDatabase, kind: string): number {
  database.hasRemoved = true;
  return database.run(REMOVE_ALL, [kind]);
}

/** Names and values that somebody changed; of what the server counts on its own, no text is ever gone. */
function losesText(former: string, body: string): boolean {
  const texts = former.match(/"(?:[^"\\]|\\.)*"/g) ?? [];
  return texts.some((text) => !body.includes(text));
}
