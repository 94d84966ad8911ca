import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Where `package.json` lies: the same for the sources, the bundle and its chunks, and whatever the working directory. */
export const projectFolder = folderAbove(import.meta.dirname);

function folderAbove(folder: string): string {
  if (existsSync(join(folder, 'package.json'))) return folder;
  const above = dirname(folder);
  if (above === folder) throw new Error('The program lies in no project: package.json is missing.');
  return folderAbove(above);
}
