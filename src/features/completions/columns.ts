import type { CompletionSummary } from '@/api/completion-summary';
import { formatAge, formatCost, formatDuration, formatNumber, formatTokens } from '@/lib/format';
import {
  columnAt,
  type ColumnName,
  labelOf,
  ROW_NAMES,
  type ShownColumn,
  type ShownId,
} from '#contract/columns';

type Column = Omit<ShownColumn, 'id' | 'label'> & {
  label: string;
  /** Its member of a row; a single metadata key has none. */
  name?: ColumnName;
  numeric?: boolean;
};

/** What the table can show, by the names that chosen columns are remembered by. */
const SHOWN: ReadonlyMap<string, Column> = new Map(
  ROW_NAMES.flatMap((name) => {
    const { shown, holds } = columnAt(name);
    const numeric = /^(count|number|milliseconds|dollars)$/.test(holds);
    return shown ? [[shown.id ?? name, { label: labelOf(name), ...shown, name, numeric }]] : [];
  }),
);

/** Every metadata key can be a column of its own, named as in a filter. */
export type ColumnId = ShownId | `metadata[${string}]`;

export const USUAL_COLUMNS: readonly ColumnId[] = [
  'created',
  'model',
  'input',
  'output',
  'metadata',
  'tokens',
  'latency',
  'cost',
];

/** Where the window is narrow there is no room for these. */
export const WIDE_ONLY = 'max-xl:hidden';

const KEY_WIDTH = 120;
const LEAST_WIDTH = 140;

/** All columns but those of single metadata keys, the usual ones first. */
export const KNOWN_COLUMNS: readonly ColumnId[] = [
  ...new Set([...USUAL_COLUMNS, ...[...SHOWN.keys()].filter(isColumn)]),
];

const FIGURES = KNOWN_COLUMNS.flatMap((id) => {
  const { numeric, width } = columnOf(id);
  return numeric && width !== undefined ? [{ id, width }] : [];
});

export function columnOf(id: ColumnId): Column {
  return SHOWN.get(id) ?? { label: metadataKeyOf(id) ?? id, width: KEY_WIDTH };
}

/**
 * Where the buttons of a row stand after the last column instead of over it: one that has buttons itself is never
 * covered. What is last depends on the window's width.
 */
export function roomAtEnd(columns: readonly ColumnId[]): 'always' | 'narrow' | 'never' {
  if (hasButtons(columns.at(-1))) return 'always';
  return hasButtons(columns.findLast((id) => !columnOf(id).isWideOnly)) ? 'narrow' : 'never';
}

function hasButtons(id: ColumnId | undefined): boolean {
  return id !== undefined && (id === 'metadata' || metadataKeyOf(id) !== null);
}

/** The key whose values the column shows; null for every other column. */
export function metadataKeyOf(id: ColumnId): string | null {
  return /^metadata\[(.*)\]$/s.exec(id)?.[1] ?? null;
}

function isColumn(id: string): id is ColumnId {
  return SHOWN.has(id) || id.startsWith('metadata[');
}

/** Of the chosen columns, those that the source can fill. */
export function fillableColumns(columns: readonly ColumnId[], isPlain: boolean): ColumnId[] {
  return columns.filter((id) => isColumn(id) && !(isPlain && columnOf(id).isOurs));
}

/** Of the columns, those with a value in any of the rows; the texts and what names a row always stay. */
export function filledColumns(
  columns: readonly ColumnId[],
  rows: readonly CompletionSummary[],
): ColumnId[] {
  const isFilled = (id: ColumnId) => columnOf(id).isKept || rows.some((row) => hasValue(row, id));
  return columns.filter((id) => rows.length === 0 || isFilled(id));
}

function hasValue(row: CompletionSummary, id: ColumnId): boolean {
  const key = metadataKeyOf(id);
  if (key !== null) return Object.hasOwn(row.metadata, key);
  if (id === 'metadata') return Object.keys(row.metadata).length > 0;
  const { name } = columnOf(id);
  return name !== undefined && row[name] !== null;
}

/** What a row shows in a column whose values are figures or plain text. */
export function shownIn(row: CompletionSummary, id: ColumnId): string | null {
  const { name } = columnOf(id);
  const value = name === undefined ? null : row[name];
  if (name === undefined || typeof value !== 'number')
    return typeof value === 'string' ? value : null;
  const { holds } = columnAt(name);
  if (holds === 'milliseconds') return formatDuration(value);
  if (holds === 'dollars') return formatCost(value);
  return holds === 'number' ? formatNumber(value) : formatTokens(value);
}

/** The figure that a cell shows the short form of: `357,123,456`, `98,765,432 ms`. */
export function exactIn(row: CompletionSummary, id: ColumnId): string | undefined {
  const { name } = columnOf(id);
  const value = name === undefined ? null : row[name];
  if (name === undefined || typeof value !== 'number') return undefined;
  const { holds } = columnAt(name);
  if (holds === 'milliseconds') return `${formatNumber(value)} ms`;
  return holds === 'count' ? formatNumber(value) : undefined;
}

/** In pixels: columns whose values are longer than they usually are. The texts lose the difference. */
export type FittedWidths = Partial<Record<ColumnId, number | undefined>>;

/** Pixels of a digit of a figure, and of what stands around one. */
const [DIGIT, AROUND] = [7.2, 24];

/** For a date, `May 20, 2024`, behind the mark of its row, and for figures: one that is cut reads as another one. */
export function fittedWidths(rows: readonly CompletionSummary[]): FittedWidths {
  const isDated = rows.some(({ created }) => formatAge(created).length > 'in 2 hr.'.length);
  const figures = FIGURES.map(({ id, width }) => {
    // What costs next to nothing has no space before it.
    const room = Math.floor((width - (id === 'cost' ? AROUND / 2 : AROUND)) / DIGIT);
    const more = Math.max(...rows.map((row) => (shownIn(row, id)?.length ?? 0) - room));
    return [id, more > 0 ? width + 4 + 8 * more : undefined];
  });
  return { created: isDated ? 120 : columnOf('created').width, ...Object.fromEntries(figures) };
}

/** How wide a column is: as chosen, but never too narrow for what fits it. */
export function widthOf(id: ColumnId, widths: FittedWidths, fitted: FittedWidths) {
  const { width, numeric } = columnOf(id);
  const fit = fitted[id] ?? width;
  const chosen = widths[id] ?? fit;
  return numeric || fitted[id] !== undefined ? Math.max(chosen ?? 0, fit ?? 0) : chosen;
}

/** Below this many pixels the table scrolls sideways instead of hiding its texts. */
export function leastWidth(
  columns: readonly ColumnId[],
  widths: FittedWidths,
  isWide: boolean,
  fitted: FittedWidths = {},
): number {
  const shown = columns.filter((id) => isWide || !columnOf(id).isWideOnly);
  return shown.reduce((sum, id) => sum + (widthOf(id, widths, fitted) ?? LEAST_WIDTH), 0);
}

/** Beside a completion: both texts, one below the other, and at the end the model above the date. */
export const NARROW_COLUMNS: readonly ColumnId[] = ['input', 'created'];
/** In pixels, of the last one. */
export const NARROW_END = 148;
