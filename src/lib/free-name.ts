/** The name, or the name with the first number that makes it another than those that are taken. */
export function freeName(
  name: string,
  taken: ReadonlySet<string>,
  numbered = (number: number) => `${name} ${number}`,
): string {
  let free = name;
  for (let number = 2; taken.has(free); number += 1) free = numbered(number);
  return free;
}

/** The names of what has one. */
export function namesOf(named: readonly { name: string }[]): ReadonlySet<string> {
  return new Set(named.map(({ name }) => name));
}
