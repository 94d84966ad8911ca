import { homedir } from 'node:os';

/** Why this is hardly meant as the path of a file or folder, for a message; null: it may be. */
export function pathFault(path: string, kind: 'file' | 'folder'): string | null {
  if (/\p{Cc}|^[\p{Cf}\s]|[\p{Cf}\s]$/u.test(path)) return 'has characters in it that nobody sees';
  if (/^~[^/]/.test(path)) return 'must name its folder: only ~/ stands for the home folder';
  if (/^(file:|[a-z][a-z\d+.-]+:\/\/)/i.test(path)) return 'must be a path, not an address';
  if (kind === 'file' && /(^|[/\\])(\.{0,2}|~)$/.test(path))
    return 'must end with the name of a file, not of a folder';
  return null;
}

/** The same of a `DATABASE_URL` that names a file. */
export function fileUrlFault(url: string): string | null {
  const [, host = '', path = ''] = /^file:(\/\/[^/]*)?(.*)$/s.exec(url) ?? [];
  // Those are other faults, with words of their own.
  if (path === '' && host === '') return null;
  return /^\/\/(localhost)?$|^$/.test(host)
    ? pathFault(path, 'file')
    : 'names a host: write file:name.db, or file:///folder/name.db';
}

/** No shell has read it, so `~/` still has to be. */
export function fromHome(path: string): string {
  return path.replace(/^~(?=\/|$)/, homedir());
}
