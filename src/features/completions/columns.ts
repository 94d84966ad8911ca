import type { Sort } from '#contract/filter';

type Column = {
  label: string;
  /** Pixels; a column without a width takes what is left. */
  width?: number;
  numeric?: boolean;
  sort?: Sort;
  /** Servers with OpenAI's API alone do not know it. */
  isOurs?: boolean;
};

export const COLUMNS = {
  created: { label: 'Created', width: 108, sort: 'created' },
  model: { label: 'Model', width: 148 },
  state: { label: 'State', width: 104, isOurs: true },
  input: { label: 'Input' },
  output: { label: 'Output' },
  metadata: { label: 'Metadata', width: 252 },
  tokens: { label: 'Tokens', width: 76, numeric: true, sort: 'tokens' },
  latency: { label: 'Latency', width: 84, numeric: true, sort: 'latency', isOurs: true },
  cost: { label: 'Cost', width: 80, numeric: true, sort: 'cost', isOurs: true },
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

const KEY_WIDTH = 120;
const LEAST_WIDTH = 140;

export function columnOf(id: ColumnId): Column {
  const key = metadataKeyOf(id);
  return key === null ? COLUMNS[id as KnownColumn] : { label: key, width: KEY_WIDTH };
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

/** Below this many pixels the table scrolls sideways instead of hiding its texts. */
export function leastWidth(
  columns: readonly ColumnId[],
  widths: Partial<Record<ColumnId, number>>,
): number {
  return columns.reduce((sum, id) => sum + (widths[id] ?? columnOf(id).width ?? LEAST_WIDTH), 0);
}

/** Beside a completion there is room for what tells one row from another. */
export function narrowColumns(columns: readonly ColumnId[]): readonly ColumnId[] {
  const narrow = columns.filter((id) => id === 'created' || id === 'model' || id === 'input');
  return narrow.length > 0 ? narrow : columns.slice(0, 2);
}
