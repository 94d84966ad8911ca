import type { TagRequest } from '#contract/wire/jobs';
import { keyProblem, valueProblem } from '#contract/metadata';

export type TagVerb = 'set' | 'remove' | 'rename' | 'replace';

/** One line of the form: a verb, a key, and what the verb needs. */
export type TagLine = { id: number; verb: TagVerb; key: string; value: string; next: string };

let lastId = 0;

export function tagLine(verb: TagVerb = 'set', key = '', value = ''): TagLine {
  lastId += 1;
  return { id: lastId, verb, key, value, next: '' };
}

/** What keeps a line from being sent; null when nothing does. */
export function lineProblem(line: TagLine, all: readonly TagLine[]): string | null {
  const { verb, key, value, next } = line;
  if (key === '') return 'Name a key.';
  const name = verb === 'rename' ? next : key;
  if (verb === 'rename' && next === '') return 'Name the new key.';
  if (verb === 'rename' && next === key) return 'The new key is the old one.';
  if (verb === 'replace' && next === '') return 'Give the new value.';
  const problem = keyProblem(name) ?? valueProblem(verb === 'replace' ? next : value);
  if (problem !== null) return problem;
  const isTwice = all.some(
    (other) =>
      other.id !== line.id &&
      other.key === key &&
      (verb !== 'replace' || (other.verb === 'replace' && other.value === value)),
  );
  return isTwice ? 'Another line has this key.' : null;
}

export function tagOf(lines: readonly TagLine[]): TagRequest {
  const of = (verb: TagVerb) => lines.filter((line) => line.verb === verb);
  const replaced = new Map<string, [from: string, to: string][]>();
  for (const { key, value, next } of of('replace'))
    replaced.set(key, [...(replaced.get(key) ?? []), [value, next]]);
  const replace = Object.fromEntries(
    [...replaced].map(([key, pairs]) => [key, Object.fromEntries(pairs)]),
  );
  return {
    set: Object.fromEntries(of('set').map(({ key, value }) => [key, value])),
    remove: of('remove').map(({ key }) => key),
    rename: Object.fromEntries(of('rename').map(({ key, next }) => [key, next])),
    replace,
  };
}
