import { homedir } from 'node:os';
import { resolve } from 'node:path';
import { readConfig } from '../config';
import { ownVersion, type Start } from '../serve';
import { failStart } from '../start/fail-start';
import { fromHome } from '../start/paths';
import { startError } from '../start/start-error';
import { type Arguments, type CommandName, readArguments, WrongUsage } from './arguments';
import { backup } from './backup';
import { say } from '../start/say';
import type { Command } from './command';
import { doctor } from './doctor';
import { exportFile } from './export';
import { helpText } from './help';
import { importFile } from './import';
import { userDataFolder } from './places';
import { move } from './move';
import { restore } from './restore';
import { startServer } from './start-server';
import { token } from './token';

const COMMANDS: Record<CommandName, Command> = {
  serve: startServer,
  backup,
  restore,
  export: exportFile,
  import: importFile,
  move,
  token,
  doctor,
};

/** What a failure begins with. */
const NOT_DONE: Record<Exclude<CommandName, 'serve'>, string> = {
  backup: 'No backup.',
  restore: 'Nothing was restored.',
  export: 'No export.',
  import: 'The import failed.',
  move: 'The move is not finished.',
  token: 'No token was changed.',
  doctor: 'No examination.',
};

type Places = {
  /** The folder in which the command was given. */
  here?: string;
  /** What paths in environment variables are meant from. */
  base?: string;
  /** The data folder, unless an option or a variable names one; by default that of the user. */
  data?: string;
};

/** The program `chatkeep`. Sets the exit code; ends the process only where a server cannot start. */
export async function run(args: readonly string[], places: Places = {}): Promise<void> {
  const { here = process.cwd(), base = here, data = ownFolder() } = places;
  watchOutput();
  const read = readOrSay(args);
  if (read === null) return;
  const { command, options, ...rest } = read;
  if (options.help) return say(helpText(data).trimEnd());
  if (options.version) return say(ownVersion());
  const named = options.data === undefined ? undefined : resolve(here, fromHome(options.data));
  const start: Start = {
    environment: environmentOf(options, named ?? (process.env['DATA_DIR'] || data)),
    base,
  };
  const config = () => readConfig(start.environment, ownVersion(), base);
  try {
    await COMMANDS[command]({ ...rest, options, here, start, config });
  } catch (error) {
    if (error instanceof WrongUsage) sayUsage(error);
    else if (command === 'serve') failStart(error);
    else {
      process.stderr.write(`${NOT_DONE[command]} ${startError(error)}\n`);
      process.exitCode = 1;
    }
  }
}

/** Whoever reads what is printed may have read enough. What cannot be written for another reason is told of. */
function watchOutput(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') return;
    process.exitCode = 1;
    process.stderr.write(`Standard output cannot be written. ${startError(error)}\n`);
  });
  process.stderr.on('error', () => undefined);
}

function readOrSay(args: readonly string[]): Arguments | null {
  try {
    return readArguments(args);
  } catch (error) {
    if (!(error instanceof WrongUsage)) throw error;
    sayUsage(error);
    return null;
  }
}

function sayUsage({ message }: WrongUsage): void {
  process.stderr.write(`${message} --help says what there is.\n`);
  process.exitCode = 2;
}

/** Options are environment variables by another name, and win over them. */
function environmentOf(options: Arguments['options'], data: string): NodeJS.ProcessEnv {
  return {
    ...process.env,
    DATA_DIR: data,
    ...(options.port !== undefined && { PORT: options.port }),
    ...(options.host !== undefined && { HOST: options.host }),
  };
}

function ownFolder(): string {
  const { platform, env } = process;
  return userDataFolder({ platform, home: homedir(), environment: env });
}
