import type { Fault } from '@/components/answer/validate-json';
import { formatCount } from '@/lib/format';

export type AnswerLine = {
  name: string;
  depth: number;
  /** Its value, or how much it holds. */
  shown: string;
  /** What was expected instead. */
  faults: string[];
};

/** More of one answer are not drawn. */
const MOST_LINES = 400;

/** A value name by name, each with what is wrong there. */
export function answerLines(value: unknown, faults: readonly Fault[]): AnswerLine[] {
  const lines: AnswerLine[] = [];
  function add(name: string, each: unknown, path: string, depth: number) {
    if (lines.length >= MOST_LINES) return;
    const where = path === '' ? 'the whole' : path;
    const own = faults.filter((fault) => fault.path === where);
    lines.push({ name, depth, shown: shownOf(each), faults: own.map(({ message }) => message) });
    if (typeof each !== 'object' || each === null) return;
    const isList = Array.isArray(each);
    for (const [key, inner] of Object.entries(each)) {
      const at = isList ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`;
      add(key, inner, at, depth + 1);
    }
  }
  add('answer', value, '', 0);
  return lines;
}

function shownOf(value: unknown): string {
  if (Array.isArray(value)) return formatCount(value.length, 'item');
  if (typeof value === 'object' && value !== null)
    return formatCount(Object.keys(value).length, 'name');
  return JSON.stringify(value) ?? '';
}
