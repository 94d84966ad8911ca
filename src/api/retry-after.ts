/**
 * How long the server asks to wait, in milliseconds: `retry-after-ms`, else `retry-after` in seconds or as a date.
 * Null when it does not say, or says it in a way nobody can read.
 */
export function retryAfterMs(headers: Headers, now = Date.now()): number | null {
  const milliseconds = headers.get('retry-after-ms');
  if (milliseconds !== null && isAmount(milliseconds)) return Number(milliseconds);

  const text = headers.get('retry-after');
  if (text === null) return null;
  if (isAmount(text)) return Number(text) * 1000;
  const date = Date.parse(text);
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}

function isAmount(text: string): boolean {
  return /^\s*\d+(\.\d+)?\s*$/.test(text);
}
