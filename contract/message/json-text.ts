import { isObject } from '../json';

/** Deeper values are cut: no page can show them, and a deep recursion would end the program. */
const DEEPEST = 128;

/**
 * JSON text of any value, indented by two blanks unless `indent` says otherwise. Never throws: what JSON cannot write
 * becomes text. Numbers that the server keeps as objects, for their digits, are written digit by digit.
 */
export function jsonText(value: unknown, indent = 2): string {
  return written(value, indent, 0);
}

function written(value: unknown, indent: number, depth: number): string {
  if (depth > DEEPEST) return '"…"';
  if (Array.isArray(value)) {
    return block('[', ']', indent, depth, (inner) =>
      value.map((item) => written(item, inner, depth + 1)),
    );
  }
  if (isObject(value)) {
    return block('{', '}', indent, depth, (inner) =>
      Object.entries(value)
        .filter(([, member]) => member !== undefined)
        .map(
          ([name, member]) =>
            `${JSON.stringify(name)}:${inner > 0 ? ' ' : ''}${written(member, inner, depth + 1)}`,
        ),
    );
  }
  return scalarText(value);
}

function scalarText(value: unknown): string {
  if (typeof value === 'bigint') return String(value);
  if (typeof value === 'object' && value !== null) {
    // An object of a class is nothing that JSON holds.
    return digitsOf(value) ?? '{}';
  }
  return JSON.stringify(value) ?? 'null';
}

/** The digits of a number that is kept as an object; null for every other value. */
export function digitsOf(value: unknown): string | null {
  const isNumber = typeof value === 'object' && value !== null && 'isLosslessNumber' in value;
  return isNumber && 'value' in value && typeof value.value === 'string' ? value.value : null;
}

function block(
  open: string,
  close: string,
  indent: number,
  depth: number,
  items: (indent: number) => string[],
): string {
  const texts = items(indent);
  if (texts.length === 0) return open + close;
  if (indent === 0) return `${open}${texts.join(',')}${close}`;
  const inner = `\n${' '.repeat(indent * (depth + 1))}`;
  return `${open}${inner}${texts.join(`,${inner}`)}\n${' '.repeat(indent * depth)}${close}`;
}
