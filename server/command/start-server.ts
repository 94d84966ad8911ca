import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Config } from '../config';
import { serve } from '../serve';
import { sqliteFile } from '../store/sqlite/sqlite-store';
import { say } from '../start/say';
import type { Command } from './command';

/** Starts the server, and says where its data lie. */
export const startServer: Command = async ({ here, options, start }) => {
  const { address, config } = await serve(start);
  say(`Data: ${config.dataFolder}${placeOfDatabase(config)}`);
  const passedOver = otherDatabase(here, config);
  if (passedOver !== null)
    say(`${passedOver} is not used. To work with it: --data ${JSON.stringify(join(here, 'data'))}`);
  if (options.open) openBrowser(address);
};

function placeOfDatabase({ database, dataFolder }: Config): string {
  if (database.kind === 'postgres') return ' (completions are in PostgreSQL)';
  const file = sqliteFile(database.url);
  return file === join(dataFolder, 'chatkeep.db') ? '' : ` (completions are in ${file})`;
}

/** A database of the folder that the command was given in, as the repository keeps it: easily taken for the one in use. */
function otherDatabase(here: string, { database }: Config): string | null {
  const file = resolve(here, 'data', 'chatkeep.db');
  if (!existsSync(file)) return null;
  return database.kind === 'sqlite' && sqliteFile(database.url) === file ? null : file;
}

const OPENERS: Partial<Record<NodeJS.Platform, [program: string, ...args: string[]]>> = {
  darwin: ['open'],
  win32: ['explorer.exe'],
};

/** Nothing depends on it: where there is no browser the address has been said. */
function openBrowser(address: string): void {
  const [program, ...args] = OPENERS[process.platform] ?? ['xdg-open'];
  const child = spawn(program, [...args, address], { stdio: 'ignore', detached: true });
  child.on('error', () => say('No browser could be opened: open the address above yourself.'));
  child.unref();
}
