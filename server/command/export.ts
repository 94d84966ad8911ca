import { createWriteStream, rmSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { type Command } from './command';
import { reachServer } from './reached-server';

/** Writes completions to `operand`, which must not be there yet, or to standard output. */
export const exportFile: Command = async (call) => {
  const {
    operands: [operand],
    here,
    options,
  } = call;
  const query = new URLSearchParams(options.filter);
  query.set('format', options.format ?? 'jsonl');
  const server = await reachServer(call);
  try {
    const answer = await server.file({ method: 'GET', path: `/api/export?${query.toString()}` });
    if (operand === undefined || operand === '-') {
      return await pipeline(answer, process.stdout, { end: false }).catch(unlessRead);
    }
    const file = resolve(here, operand);
    const target = createWriteStream(file, { flags: 'wx', mode: 0o600 });
    let isOurs = false;
    target.on('open', () => (isOurs = true));
    await pipeline(answer, target).catch((error: unknown) => {
      // Half an export must not look like a whole one.
      if (isOurs) rmSync(file, { force: true });
      throw explained(error, file);
    });
    process.stderr.write(`Written to ${file}, ${target.bytesWritten} bytes\n`);
  } finally {
    await server.close();
  }
};

/** Whoever reads it may have read enough, as `head` does. */
function unlessRead(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}

function explained(error: unknown, file: string): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'EEXIST') return new Error(`${file} exists already: choose another name.`);
  if (code === 'ENOENT') return new Error(`There is no folder ${dirname(file)}.`);
  if (code === 'ECONNRESET') return new Error('The server broke the export off.');
  return error;
}
