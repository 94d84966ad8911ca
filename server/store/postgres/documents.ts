import { NameTaken } from '../errors';
import { putSql, REMOVE, REMOVE_ALL } from '../sql/documents';
import { postgresCode, type Transactions } from './database';

const UNIQUE_VIOLATION = '23505';

export async function putDocument(
  database: Transactions,
  kind: string,
  id: string,
  body: string,
  version: number,
  name: string | null = null,
): Promise<number | null> {
  try {
    const changed = await database.run(putSql(version), [kind, id, body, version, name]);
    return changed === 1 ? version + 1 : null;
  } catch (error) {
    if (postgresCode(error) !== UNIQUE_VIOLATION) throw error;
    throw new NameTaken('the name is taken', { cause: error });
  }
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
