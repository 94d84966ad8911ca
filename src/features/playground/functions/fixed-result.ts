/** A result that is always the same is a function that gives it back. */
export function fixedCode(text: string): string {
  return `() => ${JSON.stringify(text)}`;
}

/** The text of such a function; null for any other. */
export function fixedText(code: string): string | null {
  const literal = /^\(\) => (?<text>"(?:[^"\\]|\\.)*")$/s.exec(code.trim())?.groups?.text;
  try {
    return literal === undefined ? null : (JSON.parse(literal) as string);
  } catch {
    // It was written by hand, and is no such text.
    return null;
  }
}
