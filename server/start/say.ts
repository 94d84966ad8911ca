/** How many, in words that fit one as well. */
export function counted(count: number, noun: string): string {
  return `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;
}

/** A line for whoever started the program, on standard output. */
export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
