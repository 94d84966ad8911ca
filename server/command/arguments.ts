import { parseArgs } from 'node:util';
import { FORMATS } from '#contract/wire/transfers';
import { pathFault } from '../start/paths';

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
  scopes: { type: 'string' },
  expires: { type: 'string' },
  to: { type: 'string' },
} as const;

/** Which options each command takes, besides --help, --data and --version. */
const TAKEN = {
  serve: ['port', 'host', 'open'],
  backup: [],
  restore: [],
  export: ['format', 'filter', 'server'],
  import: ['duplicates', 'server'],
  move: ['to'],
  token: ['scopes', 'expires', 'server'],
  doctor: ['port', 'host'],
} as const satisfies Record<string, readonly (keyof typeof OPTIONS)[]>;

/** What an option may say, where it has a few words to choose from. */
const CHOICES: Partial<Record<keyof typeof OPTIONS, readonly string[]>> = {
  format: FORMATS,
  duplicates: ['skip', 'replace'],
};

/** How many words may stand behind each command. */
const WORDS: Record<CommandName, number> = {
  serve: 0,
  backup: 1,
  restore: 1,
  export: 1,
  import: 1,
  move: 0,
  token: 2,
  doctor: 0,
};

const EVERYWHERE: readonly string[] = ['help', 'version', 'data'];

export type CommandName = keyof typeof TAKEN;

export type Arguments = {
  command: CommandName;
  /** What stands behind the command, such as a file. */
  operands: readonly string[];
  options: ReturnType<typeof parse>['values'];
};

/** Throws {@link WrongUsage} for anything that no command takes: nothing that was typed is passed over. */
export function readArguments(args: readonly string[]): Arguments {
  const { values, positionals } = parse(args);
  const [first = 'serve', ...operands] = positionals;
  if (first === 'help') return { command: 'serve', operands: [], options: { help: true } };
  const command = nameOf(first);
  if (command === null) {
    const known = Object.keys(TAKEN).filter((name) => name !== 'serve');
    throw new WrongUsage(`There is no command '${first}'. There are: ${known.join(', ')}.`);
  }
  const more = operands[WORDS[command]];
  if (more !== undefined)
    throw new WrongUsage(
      WORDS[command] === 0 ? `'${command}' takes no '${more}'.` : `'${more}' is one word too many.`,
    );
  const taken = new Set<string>([...TAKEN[command], ...EVERYWHERE]);
  const other = Object.keys(values).find((name) => !taken.has(name));
  if (other !== undefined) throw new WrongUsage(`'${command}' takes no --${other}.`);
  if (operands.includes('')) throw new WrongUsage(`What stands behind '${command}' is empty.`);
  const fault = values.data === undefined ? null : pathFault(values.data, 'folder');
  if (fault !== null) throw new WrongUsage(`--data ${fault}.`);
  return { command, operands, options: values };
}

function nameOf(text: string): CommandName | null {
  return Object.hasOwn(TAKEN, text) ? (text as CommandName) : null;
}

function parse(args: readonly string[]) {
  const { values, positionals, tokens } = parseOrSay(args);
  const named = tokens.flatMap((token) => (token.kind === 'option' ? [token] : []));
  for (const [at, { name, value }] of named.entries()) {
    if (value === '') throw new WrongUsage(`--${name} is empty.`);
    const choices = CHOICES[name];
    if (choices !== undefined && !choices.includes(value ?? ''))
      throw new WrongUsage(`--${name} is ${choices.join(' or ')}, not '${value}'.`);
    if (named.findIndex((other) => other.name === name) < at)
      throw new WrongUsage(`--${name} is there twice.`);
  }
  return { values, positionals };
}

function parseOrSay(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true, tokens: true });
  } catch (error) {
    // Its further sentences are about programming.
    const [sentence = ''] = (error instanceof Error ? error.message : String(error)).split(
      /\. |\n/,
    );
    throw new WrongUsage(`${sentence.replace(/\.$/, '')}.`);
  }
}
