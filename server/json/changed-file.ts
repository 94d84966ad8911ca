import { createHash } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { ApiFailure } from '../http/errors';

/** A JSON file that people and this server write. */
export type ChangedFile = {
  path: string;
  /** As within a sentence: "The … was not changed". */
  called: 'providers file' | 'prices file';
};

const LOCK_MS = 10_000;

/** A new text of the file that is on the disk already, and takes the place of the old one when `commit` says so. */
export type PreparedEdit = { bytes: Buffer; commit(): void; drop(): void };

/** Of an empty object where there is no file. */
export function fileBytes(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return Buffer.from('{}');
    throw error;
  }
}

export function versionOf(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex').slice(0, 32);
}

/**
 * Prepares a file with the text that `edited` makes of it. Fails with 412 when the file is no longer what `version`
 * names or is being changed, with 409 when it cannot be written. Only its owner reads the new file, and a folder that was missing. Until `commit` or
 * `drop` nobody else can change it.
 */
export function prepareFile(
  { path, called }: ChangedFile,
  version: string,
  edited: (before: Buffer) => string,
): PreparedEdit {
  const target = realPath(path);
  // With a name of its own each time two servers could write at once, and the later one would win.
  const next = join(dirname(target), `.${basename(target)}.new`);
  const drop = () => rmSync(next, { force: true });
  return writing(called, () => {
    mkdirSync(dirname(target), { recursive: true, mode: 0o700 });
    const file = openAlone(next, called);
    try {
      const before = fileBytes(target);
      if (versionOf(before) !== version) throw changedMeanwhile(called);
      const bytes = Buffer.from(edited(before));
      writeFileSync(file, bytes);
      fsyncSync(file);
      return { bytes, drop, commit: () => writing(called, () => replace(next, target)) };
    } catch (error) {
      drop();
      throw error;
    } finally {
      closeSync(file);
    }
  });
}

/** An object with a line a member. */
export function laidOut(members: ReadonlyMap<string, string>, indent: number): string {
  if (members.size === 0) return '{}';
  const space = ' '.repeat(indent);
  const lines = [...members].map(([name, text]) => `${space}  ${JSON.stringify(name)}: ${text}`);
  return `{\n${lines.join(',\n')}\n${space}}`;
}

export function changedMeanwhile(called: ChangedFile['called']): ApiFailure {
  return new ApiFailure(
    412,
    `The ${called} has changed meanwhile. Read it again, then make the change anew.`,
    { code: 'precondition_failed' },
  );
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

function writing<Result>(called: ChangedFile['called'], write: () => Result): Result {
  try {
    return write();
  } catch (error) {
    throw error instanceof ApiFailure ? error : notWritable(error, called);
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
function openAlone(path: string, called: ChangedFile['called']): number {
  try {
    return openSync(path, 'wx', 0o600);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    if (Date.now() - statSync(path).mtimeMs < LOCK_MS) throw changedMeanwhile(called);
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

function notWritable(error: unknown, called: ChangedFile['called']): ApiFailure {
  const { code = '' } = error as NodeJS.ErrnoException;
  const why = REASONS[code] ?? 'it cannot be written';
  return new ApiFailure(409, `The ${called} was not changed: ${why}.`, {
    code: `${called.replaceAll(' ', '_')}_not_writable`,
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
  EISDIR: 'there is a folder in its place',
};
