import { type CsvColumn, isCsvColumn } from '#contract/columns';
import { CSV_MARK, type CsvCell, csvDate, csvLine } from '#contract/csv';
import { answerText } from '#contract/message/answer-line';
import { inputText, markedPreview } from '../record/summary';
import { smallMembers } from '../store/columns';
import type { CompletionRecord } from '../store/records';

/** Cells that do not show what is stored as it is; null is an empty one. */
const cells: Partial<Record<CsvColumn, (record: CompletionRecord) => CsvCell>> = {
  created: ({ created }) => csvDate(created),
  input_preview: (record) => markedPreview(record.inputPreview, asked(record)),
  output_preview: (record) => markedPreview(record.outputPreview, answered(record)),
  input_text: asked,
  output_text: answered,
  total_tokens: ({ promptTokens, completionTokens }) =>
    promptTokens === null || completionTokens === null ? null : promptTokens + completionTokens,
  metadata: ({ metadata }) => JSON.stringify(metadata),
};

function asked({ messages }: CompletionRecord): string {
  return inputText(JSON.parse(messages));
}

function answered({ body }: CompletionRecord): string {
  return answerText(JSON.parse(body));
}

const METADATA = 'metadata.';

export function csvHeader(columns: readonly string[]): string {
  return CSV_MARK + csvLine(columns);
}

export function recordCsv(record: CompletionRecord, columns: readonly string[]): string {
  const members = smallMembers(record);
  return csvLine(columns.map((column) => valueOf(record, members, column)));
}

function valueOf(
  record: CompletionRecord,
  members: Record<string, unknown>,
  column: string,
): CsvCell {
  if (isCsvColumn(column)) {
    const cell = cells[column];
    return cell ? cell(record) : asCell(members[column]);
  }
  const key = column.slice(METADATA.length);
  return Object.hasOwn(record.metadata, key) ? (record.metadata[key] ?? null) : null;
}

function asCell(value: unknown): CsvCell {
  return typeof value === 'string' || typeof value === 'number' ? value : null;
}
