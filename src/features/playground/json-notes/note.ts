/** A step from a value into one of its members or items. */
type Step = string | number;

/** What a JSON text is for, which decides what is checked and suggested in it. */
export type JsonKind = 'schema' | 'tools' | 'members';

export type Note = {
  /** From the outermost value to the one that is meant. */
  path: Step[];
  /** A fault keeps the request from being sent; a hint only says what a provider may refuse. */
  severity: 'fault' | 'hint';
  message: string;
};

export const fault = (path: Step[], message: string): Note => ({
  path,
  severity: 'fault',
  message,
});
export const hint = (path: Step[], message: string): Note => ({ path, severity: 'hint', message });

const NAME = /^[\w-]{1,64}$/;

/** Schemas and functions are named by the same rule. */
export function nameNotes(name: unknown, path: Step[], what: string): Note[] {
  if (typeof name !== 'string' || name === '') {
    return [fault(path, `Give the ${what} a name: "name": "…".`)];
  }
  return NAME.test(name)
    ? []
    : [fault([...path, 'name'], 'A name has up to 64 letters, digits, underscores and dashes.')];
}
