import { keysOf } from './keys-of';
import type { CompletionState, IncompleteReason } from './completion';
import type { Sort } from './filter';
import type { Metadata } from './metadata';

/** What a column holds. Counts are whole; null is "unknown". */
export type Held = {
  text: string;
  name: string | null;
  state: CompletionState;
  reason: IncompleteReason | null;
  /** Unix time, whole. */
  seconds: number;
  milliseconds: number | null;
  dollars: number | null;
  count: number | null;
  /** A count that is always known. */
  number: number;
  pairs: Metadata;
  /** A whole text: in files alone, no part of a row. */
  long: string;
};

/** How the table on the screen shows a column. */
export type ShownColumn = {
  /** By this name chosen columns are remembered, if it is another than the column's. */
  id?: string;
  /** In its head, if it is another than in a file. */
  label?: string;
  /** Pixels; a column without a width takes what is left. */
  width?: number;
  /** It is of no use with a value alone: `Created` and `Model`, but also the texts. */
  isKept?: boolean;
  /** Where the window is narrow there is no room for it. */
  isWideOnly?: boolean;
  sort?: Sort;
  /** Servers with OpenAI's API alone do not know it. */
  isOurs?: boolean;
};

type Column = {
  holds: keyof Held;
  /** Its name for people, if it is another than the words of its name. */
  label?: string;
  /** Not offered where somebody chooses the columns of a file. */
  isForPrograms?: boolean;
  /** In a CSV file only when it is asked for. */
  isExtra?: boolean;
  shown?: ShownColumn;
};

/** Every column of the table of completions, by its name in the API and in CSV files, in the order of the latter. */
const COLUMNS = {
  id: { holds: 'text', shown: { width: 220 } },
  created: {
    holds: 'seconds',
    shown: { width: 84, sort: 'created', isKept: true },
  },
  model: {
    holds: 'text',
    shown: { width: 140, isKept: true },
  },
  requested_model: { holds: 'text' },
  provider: {
    holds: 'text',
    shown: { width: 104, isOurs: true },
  },
  state: {
    holds: 'state',
    shown: { width: 104, isOurs: true },
  },
  reason: { holds: 'reason', isExtra: true, isForPrograms: true },
  finish_reason: {
    holds: 'name',
    shown: { label: 'Finish', width: 96 },
  },
  input_preview: {
    holds: 'text',
    label: 'Input (its beginning)',
    shown: { id: 'input', label: 'Input', isKept: true },
  },
  output_preview: {
    holds: 'text',
    label: 'Output (its beginning)',
    shown: { id: 'output', label: 'Output', isKept: true },
  },
  input_text: { holds: 'long', label: 'Input, whole text', isExtra: true },
  output_text: { holds: 'long', label: 'Output, whole text', isExtra: true },
  prompt_tokens: { holds: 'count' },
  completion_tokens: { holds: 'count' },
  total_tokens: {
    holds: 'count',
    label: 'Tokens',
    shown: {
      id: 'tokens',
      width: 60,
      isWideOnly: true,
      sort: 'tokens',
    },
  },
  cached_tokens: { holds: 'count' },
  reasoning_tokens: { holds: 'count' },
  first_token_ms: {
    holds: 'milliseconds',
    label: 'First token (ms)',
    shown: { id: 'first_token', label: 'First token', width: 92, isOurs: true },
  },
  total_ms: {
    holds: 'milliseconds',
    label: 'Time (ms)',
    shown: {
      id: 'latency',
      label: 'Time',
      width: 60,
      isWideOnly: true,
      sort: 'latency',
      isOurs: true,
    },
  },
  cost: {
    holds: 'dollars',
    label: 'Cost ($)',
    shown: { label: 'Cost', width: 76, sort: 'cost', isOurs: true },
  },
  tool_calls: {
    holds: 'number',
    shown: { width: 84 },
  },
  caller: { holds: 'name', isExtra: true },
  metadata: {
    holds: 'pairs',
    label: 'Metadata as JSON',
    shown: { label: 'Metadata', width: 128 },
  },
} as const satisfies Record<string, Column>;

type Columns = typeof COLUMNS;
/** What a line of a CSV file can hold; `metadata.<key>` is one more for every key. */
export type CsvColumn = keyof Columns;
/** What a row of the table holds. */
export type ColumnName = {
  [Name in CsvColumn]: Columns[Name]['holds'] extends 'long' ? never : Name;
}[CsvColumn];

/** By these the columns that the table can show are remembered. */
export type ShownId = {
  [Name in CsvColumn]: Columns[Name] extends { shown: { id: infer Id extends string } }
    ? Id
    : Columns[Name] extends { shown: ShownColumn }
      ? Name
      : never;
}[CsvColumn];

/** What kind of value a column of a row has. */
export type HoldsOf<Name extends ColumnName> = Columns[Name]['holds'];

/** A completion as the table lists it, and as `GET /api/completions` answers it. */
export type TableRow = { [Name in ColumnName]: Held[HoldsOf<Name>] };

/** The names of all columns, in the order of CSV files. */
export const COLUMN_NAMES = keysOf(COLUMNS);

/** The names of what a row holds. */
export const ROW_NAMES = COLUMN_NAMES.filter(isColumnName);

function isColumnName(name: CsvColumn): name is ColumnName {
  return COLUMNS[name].holds !== 'long';
}

export function isCsvColumn(name: string): name is CsvColumn {
  return Object.hasOwn(COLUMNS, name);
}

/** Whether a CSV file can have it: a column, or `metadata.<key>`, which names one more for every key. */
export function isExported(name: string): boolean {
  return isCsvColumn(name) || /^metadata\../s.test(name);
}

/** `Finish reason` of `finish_reason`, where a column has no label of its own. */
export function labelOf(name: CsvColumn): string {
  const words = name.replaceAll('_', ' ');
  return columnAt(name).label ?? words.charAt(0).toUpperCase() + words.slice(1);
}

/** What is known of a column, whether or not each column has it. */
export function columnAt(name: CsvColumn): Column {
  return COLUMNS[name];
}
