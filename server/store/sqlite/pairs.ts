import { storedMetadata } from '../sql/storable-values';
import type { CompletionRow } from '../columns';
import type { SqliteDatabase } from './database';
import type { Metadata } from '#contract/metadata';

export function insertPairs(database: SqliteDatabase, k: number, metadata: Metadata): void {
  for (const [key, value] of Object.entries(metadata)) {
    database.run('INSERT INTO completion_metadata (key, value, k) VALUES (?, ?, ?)', [
      key,
      value,
      k,
    ]);
  }
}

export function deletePairs(
  database: SqliteDatabase,
  row: Pick<CompletionRow, 'k' | 'metadata'>,
): void {
  for (const [key, value] of Object.entries(storedMetadata(row.metadata))) {
    database.run('DELETE FROM completion_metadata WHERE key = ? AND value = ? AND k = ?', [
      key,
      value,
      row.k,
    ]);
  }
}
