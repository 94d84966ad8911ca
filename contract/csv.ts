import { createdSeconds } from './created';

export type CsvCell = string | number | null;

/** The mark tells spreadsheets that a file is UTF-8; without it they guess wrong. */
export const CSV_MARK = '\uFEFF';

/**
 * A line of RFC 4180 with its end. Null is an empty cell. A text that a spreadsheet would run as a formula gets a
 * quote before it, which makes it text.
 */
export function csvLine(cells: readonly CsvCell[]): string {
  return `${cells.map(cellText).join(',')}\r\n`;
}

/** Unix seconds as a date of ISO 8601; an empty cell for what counts as no date. */
export function csvDate(created: number | null): CsvCell {
  const seconds = createdSeconds(created);
  return seconds === null ? null : new Date(seconds * 1_000).toISOString();
}

function cellText(value: CsvCell): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const inert = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
}

/** What a spreadsheet would take for a formula, also after spaces and in full width. */
const FORMULA = /^[\t\r\n]|^\s*[=+\-@＝＋－＠]/;
