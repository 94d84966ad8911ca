import { LosslessNumber, parse, stringify } from 'lossless-json';

/** Number texts that `JSON.parse` and `JSON.stringify` together would change; false alarms only cost time. */
const RISKY = /\d[eE]|\d{15}|\.\d{12}|\.\d*0(?!\d)|-0(?![.\d])/;

/**
 * Parses JSON so that {@link stringifyExact} gives back every number digit by digit: numbers that JavaScript would
 * change come as `LosslessNumber`, all others as plain numbers. Throws a SyntaxError on invalid text.
 */
export function parseExact(text: string): unknown {
  if (!RISKY.test(text)) return JSON.parse(text);
  return parse(text, undefined, {
    parseNumber: (digits) =>
      String(Number(digits)) === digits ? Number(digits) : new LosslessNumber(digits),
    onDuplicateKey: ({ newValue }) => newValue,
  });
}

export function stringifyExact(value: unknown): string {
  return stringify(value) ?? 'null';
}
