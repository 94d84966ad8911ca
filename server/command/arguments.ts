import { parseArgs } from 'node:util';

/** What was typed is no command of ours: said with a pointer to the help, and no more. */
export class WrongUsage extends Error {
  override name = 'WrongUsage';
}

const OPTIONS = {
  port: { type: 'string' },
  host: { type: 'string' },
  data: { type: 'string' },
  open: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'v' },
  format: { type: 'string' },
  filter: { type: 'string' },
  duplicates: { type: 'string' },
  server: { type: 'string' },
} as const;

/** Which options each command takes, besides --help, --data and --version. */
const TAKEN = {
  serve: ['port', 'host', 'open'],
  backup: [],
  restore: [],
  export: ['format', 'filter', 'server'],
  import: ['duplicates', 'server'],
  doctor: ['port', 'host'],
} as const satisfies Record<string, readonly (keyof typeof OPTIONS)[]>;

const EVERYWHERE: readonly string[] = ['help', 'version', 'data'];

export type CommandName = keyof typeof TAKEN;

export type Arguments = {
  command: CommandName;
  /** What stands behind the command, as a file. */
  operand: string | undefined;
  options: ReturnType<typeof parse>['values'];
};

/** Throws {@link WrongUsage} for anything that no command takes: nothing that was typed is passed over. */
export function readArguments(args: readonly string[]): Arguments {
  const { values, positionals } = parse(args);
  const [first = 'serve', operand, ...more] = positionals;
  const command = nameOf(first);
  if (command === null) {
    const known = Object.keys(TAKEN).filter((name) => name !== 'serve');
    throw new WrongUsage(`There is no command '${first}'. There are: ${known.join(', ')}.`);
  }
  if (more.length > 0) throw new WrongUsage(`'${more[0]}' is one word too many.`);
  if (operand !== undefined && (command === 'serve' || command === 'doctor'))
    throw new WrongUsage(`'${command}' takes no '${operand}'.`);
  const taken = new Set<string>([...TAKEN[command], ...EVERYWHERE]);
  const other = Object.keys(values).find((name) => !taken.has(name));
  if (other !== undefined) throw new WrongUsage(`'${command}' takes no --${other}.`);
  return { command, operand, options: values };
}

function nameOf(text: string): CommandName | null {
  return Object.hasOwn(TAKEN, text) ? (text as CommandName) : null;
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
  } catch (error) {
    // Its further sentences are about programming.
    const [sentence] = (error instanceof Error ? error.message : String(error)).split('. ');
    throw new WrongUsage(`${sentence}.`);
  }
}
