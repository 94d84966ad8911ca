import { COLUMN_NAMES, columnAt, type CsvColumn } from '#contract/columns';

/** What can be chosen for a CSV file, with the name that people know. */
export const CSV_COLUMNS: [name: CsvColumn, label: string][] = COLUMN_NAMES.flatMap((name) => {
  const { label } = columnAt(name);
  return label === undefined ? [] : [[name, label]];
});

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
