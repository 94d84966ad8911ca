import { accessSync, constants, existsSync, statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Config } from '../config';
import { sqliteFile } from '../store/sqlite/sqlite-store';
import type { Finding } from './finding';

const MIB = 1024 ** 2;
/** Below the first one nothing more may fit soon; below the second one a migration's copy may not. In bytes. */
const TOO_LITTLE = 200 * MIB;
const LITTLE = 1_024 * MIB;

/** Whether the folder of the database can be written to, and has room. */
export async function lookAtDisk({ database, dataFolder }: Config): Promise<Finding[]> {
  const topic = 'Disk';
  const folder = database.kind === 'sqlite' ? dirname(sqliteFile(database.url)) : dataFolder;
  const there = nearest(folder);
  try {
    accessSync(there, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch {
    const todo = `Give the user that runs Chatkeep the folder (chown), or choose another with --data.`;
    return [{ topic, state: 'bad', says: `${there} cannot be written to`, todo }];
  }
  const { bavail, bsize } = statfsSync(there);
  const free = bavail * bsize;
  const says = `${folder}, ${Math.floor(free / MIB).toLocaleString('en')} MiB free`;
  if (free >= LITTLE) return [{ topic, state: 'good', says }];
  const todo = 'Make room, or choose a folder on another disk with --data.';
  return [{ topic, state: free < TOO_LITTLE ? 'bad' : 'careful', says, todo }];
}

/** A folder that is not there yet is made in this one. */
function nearest(folder: string): string {
  return existsSync(folder) || dirname(folder) === folder ? folder : nearest(dirname(folder));
}
