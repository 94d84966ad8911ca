import { statSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { StoreSize } from '../store';
import { indexPath } from './search/index-file';

/** The database file and its search index with their logs, and what is free on their disk. */
export async function sizeOf(file: string): Promise<StoreSize> {
  const size = (path: string) => statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  const { bavail, bsize } = await statfs(dirname(file));
  const files = [file, indexPath(file)].flatMap((each) => [each, `${each}-wal`]);
  const bytes = files.reduce((sum, each) => sum + size(each), 0);
  return { bytes, free: bavail * bsize };
}
