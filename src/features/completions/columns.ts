import type { CompletionSummary } from '@/api/completion-summary';
import { formatAge } from '@/lib/format';
import type { Sort } from '#contract/filter';

type Column = {
  label: string;
  /** Pixels; a column without a width takes what is left. */
  width?: number;
  /** Or a share of the table, in percent, where another column takes what is left. */
  share?: number;
  /** It is of no use with a value alone: `Created` and `Model`, but also the texts. */
  isKept?: boolean;
  /** Where the window is narrow there is no room for it. */
  isWideOnly?: boolean;
  numeric?: boolean;
  sort?: Sort;
  /** Servers with OpenAI's API alone do not know it. */
  isOurs?: boolean;
};

export const COLUMNS = {
  created: { label: 'Created', width: 84, sort: 'created', isKept: true },
  model: { label: 'Model', width: 144, isKept: true },
  state: { label: 'State', width: 104, isOurs: true },
  input: { label: 'Input', share: 21, isKept: true },
  output: { label: 'Output', isKept: true },
  metadata: { label: 'Metadata', width: 132 },
  tokens: { label: 'Tokens', width: 68, numeric: true, isWideOnly: true, sort: 'tokens' },
  latency: {
    label: 'Latency',
    width: 76,
    numeric: true,
    isWideOnly: true,
    sort: 'latency',
    isOurs: true,
  },
  cost: { label: 'Cost', width: 72, numeric: true, sort: 'cost', isOurs: true },
  first_token: { label: 'First token', width: 92, numeric: true, isOurs: true },
  provider: { label: 'Provider', width: 104, isOurs: true },
  finish_reason: { label: 'Finish', width: 96 },
  tool_calls: { label: 'Tool calls', width: 84, numeric: true },
  id: { label: 'Id', width: 220 },
} as const satisfies Record<string, Column>;

export type KnownColumn = keyof typeof COLUMNS;
/** Every metadata key can be a column of its own, named as in a filter. */
export type ColumnId = KnownColumn | `metadata[${string}]`;

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

export function columnOf(id: ColumnId): Column {
  const key = metadataKeyOf(id);
  return key === null ? COLUMNS[id as KnownColumn] : { label: key, width: KEY_WIDTH };
}

/** Whether the buttons of a row stand after the last column: one that has buttons itself is never covered. */
export function hasRoomAtEnd(columns: readonly ColumnId[]): boolean {
  const last = columns.at(-1);
  return last !== undefined && (last === 'metadata' || metadataKeyOf(last) !== null);
}

/** The key whose values the column shows; null for every other column. */
export function metadataKeyOf(id: ColumnId): string | null {
  return /^metadata\[(.*)\]$/s.exec(id)?.[1] ?? null;
}

function isColumn(id: string): id is ColumnId {
  return Object.hasOwn(COLUMNS, id) || id.startsWith('metadata[');
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
  if (id === 'tokens') return row.total_tokens !== null;
  if (id === 'latency') return row.total_ms !== null;
  if (id === 'first_token') return row.first_token_ms !== null;
  if (id === 'cost' || id === 'provider' || id === 'finish_reason') return row[id] !== null;
  return true;
}

/** As long as the column of ages is made for. */
const LONGEST_AGE = 'in 2 hr.'.length;

/** More pixels for the widest date, `May 20, 2024`, behind the mark of its row. */
const FOR_A_DATE = 36;

/** In pixels: ages are short, and only a date needs more room, which the texts lose. */
export function createdWidth(rows: readonly CompletionSummary[]): number {
  const isShort = rows.every(({ created }) => formatAge(created).length <= LONGEST_AGE);
  return COLUMNS.created.width + (isShort ? 0 : FOR_A_DATE);
}

/** Below this many pixels the table scrolls sideways instead of hiding its texts. */
export function leastWidth(
  columns: readonly ColumnId[],
  widths: Partial<Record<ColumnId, number>>,
  isWide: boolean,
): number {
  const shown = columns.filter((id) => isWide || !columnOf(id).isWideOnly);
  return shown.reduce((sum, id) => sum + (widths[id] ?? columnOf(id).width ?? LEAST_WIDTH), 0);
}

/** Beside a completion there is room for what tells one row from another. */
export function narrowColumns(columns: readonly ColumnId[]): readonly ColumnId[] {
  const narrow = columns.filter((id) => id === 'created' || id === 'model' || id === 'input');
  return narrow.length > 0 ? narrow : columns.slice(0, 2);
}
