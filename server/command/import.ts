import { createReadStream, existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { ImportResult } from '#contract/wire/transfers';
import { WrongUsage } from './arguments';
import { say } from '../start/say';
import type { Command } from './command';
import { reachServer } from './reached-server';

/** Brings the completions of the file `operand` in; `-` is standard input. */
export const importFile: Command = async (call) => {
  const {
    operands: [operand],
    here,
    options,
  } = call;
  if (!operand) throw new WrongUsage('Say which file: import FILE.');
  const file = resolve(here, operand);
  if (operand !== '-' && !existsSync(file)) throw new Error(`There is no file ${file}.`);
  if (operand !== '-' && statSync(file).isDirectory())
    throw new Error(`${file} is a folder: name a file.`);
  const query = new URLSearchParams({ duplicates: options.duplicates ?? 'skip' });
  const server = await reachServer(call);
  try {
    const body = operand === '-' ? process.stdin : createReadStream(file);
    const path = `/api/import?${query.toString()}`;
    const question = { method: 'POST' as const, path, body };
    const { counts, failures } = await server.json<ImportResult>(question, 'counts');
    const { changed, skipped, failed } = counts;
    say(`Imported ${changed}, skipped ${skipped}, failed ${failed}`);
    for (const { line, reason } of failures) process.stderr.write(`Line ${line}: ${reason}\n`);
    if (failed > 0) process.exitCode = 1;
  } finally {
    await server.close();
  }
};
