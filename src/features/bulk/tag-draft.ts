import type { NewJob } from '@/api/jobs';
import { countCodePoints } from '@/lib/count-code-points';

export type TagVerb = 'set' | 'remove' | 'rename' | 'replace';

/** One line of the form: a verb, a key, and what the verb needs. */
export type TagLine = { id: number; verb: TagVerb; key: string; value: string; next: string };

const LIMITS = { key: 64, value: 512 };

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
  if (countCodePoints(name) > LIMITS.key) return `Keys have at most ${LIMITS.key} characters.`;
  if (countCodePoints(verb === 'replace' ? next : value) > LIMITS.value) {
    return `Values have at most ${LIMITS.value} characters.`;
  }
  const isTwice = all.some(
    (other) =>
      other.id !== line.id &&
      other.key === key &&
      (verb !== 'replace' || (other.verb === 'replace' && other.value === value)),
  );
  return isTwice ? 'Another line has this key.' : null;
}

export function tagOf(lines: readonly TagLine[]): NonNullable<NewJob['tag']> {
  const of = (verb: TagVerb) => lines.filter((line) => line.verb === verb);
  const replace: Record<string, Record<string, string>> = {};
  for (const { key, value, next } of of('replace')) {
    replace[key] = { ...replace[key], [value]: next };
  }
  return {
    set: Object.fromEntries(of('set').map(({ key, value }) => [key, value])),
    remove: of('remove').map(({ key }) => key),
    rename: Object.fromEntries(of('rename').map(({ key, next }) => [key, next])),
    replace,
  };
}
