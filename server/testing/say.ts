import { writeSync } from 'node:fs';

/** Says a line on stdout, synchronously, so that a kill cannot take back what was said. */
export function say(line: string): void {
  let rest = Buffer.from(`${line}\n`);
  while (rest.length > 0) {
    try {
      rest = rest.subarray(writeSync(1, rest));
    } catch (error) {
      // The pipe does not block: a full one is tried again until the reader has caught up.
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
    }
  }
}
