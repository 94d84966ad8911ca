import { spawnSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from './temporary-folder';

const SOURCE = `#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdlib.h>
#include <unistd.h>
static int act(int file, const char *name) {
  if (access(getenv("SYNC_FAILS"), F_OK) == 0) { errno = EIO; return -1; }
  if (access(getenv("SYNC_IS_SLOW"), F_OK) == 0) usleep(500000);
  return ((int (*)(int))dlsym(RTLD_NEXT, name))(file);
}
int fsync(int file) { return act(file, "fsync"); }
int fdatasync(int file) { return act(file, "fdatasync"); }
`;

/** A disk whose syncs fail, or take half a second, for a program that is started with `env`. */
export type SyncFaults = {
  env: Record<string, string>;
  set(fault: 'fails' | 'slow' | null): void;
};

/** Null where nothing can be compiled or put before the C library: only Linux with a compiler can do both. */
export function syncFaults(): SyncFaults | null {
  if (process.platform !== 'linux') return null;
  const folder = temporaryFolder();
  const file = (name: string) => join(folder, name);
  writeFileSync(file('sync.c'), SOURCE);
  const made = spawnSync('cc', ['-shared', '-fPIC', '-o', file('sync.so'), file('sync.c'), '-ldl']);
  if (made.status !== 0) return null;
  return {
    env: { LD_PRELOAD: file('sync.so'), SYNC_FAILS: file('fails'), SYNC_IS_SLOW: file('slow') },
    set(fault) {
      for (const name of ['fails', 'slow']) rmSync(file(name), { force: true });
      if (fault) writeFileSync(file(fault), '');
    },
  };
}
