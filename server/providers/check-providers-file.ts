import { existsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

const READ_BY_OTHERS = 0o044;
const ENTERED_BY_OTHERS = 0o011;

/**
 * Warns, in a sentence for the terminal, when other users of the machine can read the file and its keys. Throws when
 * it was named and is not there: a server without the providers that somebody wrote down would be a surprise.
 */
export function checkProvidersFile(path: string, isNamed: boolean): string[] {
  if (!existsSync(path)) {
    if (isNamed) throw new Error(`PROVIDERS_FILE names ${path}, and there is no such file.`);
    return [];
  }
  // Windows has no such bits.
  if (process.platform === 'win32') return [];
  const isReadable = (statSync(path).mode & READ_BY_OTHERS) !== 0;
  if (!isReadable || (statSync(dirname(path)).mode & ENTERED_BY_OTHERS) === 0) return [];
  return [`Other users of this machine can read ${path}, which may hold keys: chmod 600 it.`];
}
