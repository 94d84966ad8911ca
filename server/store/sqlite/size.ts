import { statSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { StoreSize } from '../store';

/** The database file with its log, and what is free on its disk. */
export async function sizeOf(file: string): Promise<StoreSize> {
  const size = (path: string) => statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  const { bavail, bsize } = await statfs(dirname(file));
  return { bytes: size(file) + size(`${file}-wal`), free: bavail * bsize };
}
