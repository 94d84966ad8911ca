// Loaded before a program, in each of its threads too: `index-worker.js` in THREAD_IDS then holds the id of the thread
// that runs that file. Reads /proc: Linux only.
import { readlinkSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { isMainThread } from 'node:worker_threads';

const { THREAD_IDS = '' } = process.env;
if (!isMainThread && THREAD_IDS !== '')
  writeFileSync(
    join(THREAD_IDS, basename(process.argv[1] ?? '')),
    basename(readlinkSync('/proc/thread-self')),
  );
