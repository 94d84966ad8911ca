import {
  closeSync,
  fsyncSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { ApiFailure } from '../http/errors';
import { decoded } from '../json/json-file';
import { memberTexts } from '../json/members';
import { providersBytes, versionOf } from './providers-file';

/** What an edit leaves of an entry: members by name, each as JSON text; null takes one out. */
export type EntryEdit = Record<string, string | null>;

const LOCK_MS = 10_000;

/** A new text of the file that is on the disk already, and takes the place of the old one when `commit` says so. */
export type PreparedEdit = { bytes: Buffer; commit(): void; drop(): void };

/**
 * Prepares the providers file with one entry written anew, or taken out (null). Everything else in it keeps its exact
 * text. Fails with 412 when the file is no longer what `version` names or is being changed, with 409 when it cannot be
 * written. Only its owner reads the new file. Until `commit` or `drop` nobody else can change it.
 */
export function prepareEdit(
  path: string,
  version: string,
  { name, edit }: { name: string; edit: EntryEdit | null },
): PreparedEdit {
  const target = realPath(path);
  // With a name of its own each time two servers could write at once, and the later one would win.
  const next = join(dirname(target), `.${basename(target)}.new`);
  const drop = () => rmSync(next, { force: true });
  return writing(() => {
    const file = openAlone(next);
    try {
      const before = providersBytes(target);
      if (versionOf(before) !== version) throw changedMeanwhile();
      const bytes = Buffer.from(edited(before, name, edit));
      writeFileSync(file, bytes);
      fsyncSync(file);
      return { bytes, drop, commit: () => writing(() => replace(next, target)) };
    } catch (error) {
      drop();
      throw error;
    } finally {
      closeSync(file);
    }
  });
}

function replace(next: string, target: string): void {
  try {
    renameSync(next, target);
  } catch (error) {
    rmSync(next, { force: true });
    throw error;
  }
  syncFolder(dirname(target));
}

function writing<Result>(write: () => Result): Result {
  try {
    return write();
  } catch (error) {
    throw error instanceof ApiFailure ? error : notWritable(error);
  }
}

/** A link stays a link: what it leads to is written. */
function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

/** The file is the lock as well; one that a crash left behind is passed over. */
function openAlone(path: string): number {
  try {
    return openSync(path, 'wx', 0o600);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    if (Date.now() - statSync(path).mtimeMs < LOCK_MS) throw changedMeanwhile();
    rmSync(path);
    return openSync(path, 'wx', 0o600);
  }
}

/** Without it the new name may be lost with the power. Windows has no such thing. */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const opened = openSync(folder, 'r');
  try {
    fsyncSync(opened);
  } finally {
    closeSync(opened);
  }
}

function edited(before: Buffer, name: string, edit: EntryEdit | null): string {
  const root = memberTexts(decoded(before));
  const providers = memberTexts(root.get('providers') ?? '{}');
  if (edit === null) providers.delete(name);
  else {
    const entry = memberTexts(providers.get(name) ?? '{}');
    for (const [member, text] of Object.entries(edit))
      if (text === null) entry.delete(member);
      else entry.set(member, text);
    providers.set(name, laidOut(entry, 4));
  }
  root.set('providers', laidOut(providers, 2));
  return `${laidOut(root, 0)}\n`;
}

/** An object with a line a member. */
function laidOut(members: ReadonlyMap<string, string>, indent: number): string {
  if (members.size === 0) return '{}';
  const space = ' '.repeat(indent);
  const lines = [...members].map(([name, text]) => `${space}  ${JSON.stringify(name)}: ${text}`);
  return `{\n${lines.join(',\n')}\n${space}}`;
}

export function changedMeanwhile(): ApiFailure {
  return new ApiFailure(
    412,
    'The providers file has changed meanwhile. Read it again, then make the change anew.',
    { code: 'precondition_failed' },
  );
}

function notWritable(error: unknown): ApiFailure {
  const { code = '' } = error as NodeJS.ErrnoException;
  const why = REASONS[code] ?? 'it cannot be written';
  return new ApiFailure(409, `The providers file was not changed: ${why}.`, {
    code: 'providers_file_not_writable',
  });
}

const NO_RIGHT =
  'this server may not write into its folder. Give it the right, or change the file by hand and restart';
const REASONS: Record<string, string> = {
  EACCES: NO_RIGHT,
  EPERM: NO_RIGHT,
  EROFS: 'it lies on a disk that is read only. Change it by hand and restart',
  EBUSY:
    'it is mounted as a single file. Mount its folder instead, or change it by hand and restart',
  ENOSPC: 'the disk is full',
  ENOENT: 'its folder is missing',
  EISDIR: 'there is a folder in its place',
};
