/** Digits that JSON.parse would change: such a text is shown as it came. */
const inexact = /\d{16,}|\d[eE]/;

/** Indented JSON, or the text itself when it is none, or not completely here yet. */
export function prettyJson(text: string): string {
  if (inexact.test(text)) return text;
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

export function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
