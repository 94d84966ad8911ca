import { closeSync, fsyncSync, openSync, rmSync, statfsSync, statSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { StoreUnavailable } from '../errors';

/** Enough log for an erasure of what most completions hold. */
const BYTES = 4 * 1024 * 1024;

/**
 * Room on the disk that is kept for what must go on when the disk is full: deleting, erasing, ending what runs. It is a
 * file beside the database, given up when SQLite finds no more room, and filled again once there is some.
 */
export type Reserve = {
  /** Whether all of it is there. */
  isWhole(): boolean;
  /** Fills it as far as the disk allows; false: not to its end. */
  fill(): boolean;
  /** False when there was none to give up. */
  giveUp(): boolean;
};

/** What creates must say then, before anything is paid for. */
export function diskFull(path: string): StoreUnavailable {
  return noRoom(`no room for ${path}: what is left is kept for deleting`);
}

/** A full disk, told as SQLite tells it, and where. */
export function noRoom(message: string): StoreUnavailable {
  const cause = Object.assign(new Error(message), { code: 'SQLITE_FULL' });
  return new StoreUnavailable('the disk is full', { cause });
}

/** Fails on a disk so full that what can wait would take the room that the reserve makes for what cannot. */
export function leaveReserve(file: string): void {
  if (roomFor(file) < 2 * BYTES) throw diskFull(file);
}

/** Bytes that the disk of a file has left for it. */
export function roomFor(file: string): number {
  const { bavail, bsize } = statfsSync(dirname(file));
  return bavail * bsize;
}

export function reserveBeside(file: string, bytes = BYTES): Reserve & { path: string } {
  const path = `${file}.reserve`;
  const size = () => statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  const isWhole = () => size() >= bytes;
  const giveUp = () => {
    const isThere = statSync(path, { throwIfNoEntry: false }) !== undefined;
    rmSync(path, { force: true });
    return isThere;
  };
  return {
    path,
    isWhole,
    giveUp,
    fill() {
      if (isWhole()) return true;
      try {
        extend(path, size(), bytes);
      } catch {
        // What there was room for is kept from others, too.
      }
      return isWhole();
    },
  };
}

/** Written and synced: a hole in a file takes no room. */
function extend(path: string, from: number, to: number): void {
  const written = openSync(path, 'a', 0o600);
  try {
    const block = Buffer.alloc(1024 * 1024);
    for (let at = from; at < to;)
      at += writeSync(written, block, 0, Math.min(block.length, to - at));
    fsyncSync(written);
  } finally {
    closeSync(written);
  }
}
