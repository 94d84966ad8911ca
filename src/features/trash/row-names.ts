import type { TrashedCompletion } from '@/api/trash';
import { formatDateTime } from '@/lib/format';
import { previewText } from '@/lib/preview-text';
import { shownText } from '@/lib/shown-text';

type Row = Pick<TrashedCompletion, 'id' | 'input_preview' | 'created'>;
/** `short`: what fits a hint over a button. */
export type RowName = { text: string; full: string; short: string };

/** Each with what its controls call it. Rows of one text, as of one template, say what tells them apart. */
export function withNames<Each extends Row>(rows: readonly Each[]): { row: Each; name: RowName }[] {
  const full = namesApart(rows, textOf);
  const short = namesApart(rows, (row) => previewText(textOf(row), 40));
  return rows.map((row) => ({
    row,
    name: { text: textOf(row), full: full(row), short: short(row) },
  }));
}

function textOf({ input_preview, id }: Row): string {
  return shownText(input_preview || id);
}

function namesApart(rows: readonly Row[], nameOf: (row: Row) => string): (row: Row) => string {
  const all = new Map<string, Row[]>();
  for (const row of rows) all.set(nameOf(row), [...(all.get(nameOf(row)) ?? []), row]);
  return (row) => {
    const name = nameOf(row);
    const twins = (all.get(name) ?? []).filter((other) => other !== row);
    return twins.length === 0 ? name : `${name}, ${difference(row, twins)}`;
  };
}

function difference({ id, created }: Row, twins: readonly Row[]): string {
  const time = formatDateTime(created);
  // As it is read: an hour comes twice where clocks are set back.
  if (created !== null && twins.every((twin) => formatDateTime(twin.created) !== time))
    return `created ${time}`;
  let length = LEAST;
  while (length < id.length && twins.some((twin) => twin.id.endsWith(id.slice(-length))))
    length += 1;
  return `id ending in ${shownText(id.slice(-length))}`;
}

/** Of an id: random ones differ by then. */
const LEAST = 6;
