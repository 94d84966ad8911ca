/** A line for whoever started the program, on standard output. */
export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
