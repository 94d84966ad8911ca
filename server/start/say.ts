/** How many, in words that fit one as well. */
export function completions(count: number): string {
  return `${count.toLocaleString('en')} ${count === 1 ? 'completion' : 'completions'}`;
}

/** A line for whoever started the program, on standard output. */
export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
