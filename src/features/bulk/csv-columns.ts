import { COLUMN_NAMES, columnAt, type CsvColumn, labelOf } from '#contract/columns';

/** What can be chosen for a CSV file, with the name that people know. */
export const CSV_COLUMNS = COLUMN_NAMES.filter((name) => !columnAt(name).isForPrograms).map(
  (name): [name: CsvColumn, label: string] => [name, labelOf(name)],
);

export const USUAL_COLUMNS: readonly CsvColumn[] = [
  'id',
  'created',
  'model',
  'input_preview',
  'output_preview',
  'total_tokens',
  'total_ms',
  'cost',
  'metadata',
];
