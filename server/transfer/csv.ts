import { CSV_MARK, type CsvCell, csvDate, csvLine } from '#contract/csv';
import { answerText } from '#contract/message/answer-line';
import { inputText, markedPreview } from '../record/summary';
import type { CompletionRecord } from '../store/records';

/** What a column of the table shows of a record; null is an empty cell. */
const cells: Record<string, (record: CompletionRecord) => CsvCell> = {
  id: ({ id }) => id,
  created: ({ created }) => csvDate(created),
  model: ({ model }) => model,
  requested_model: ({ requestedModel }) => requestedModel,
  provider: ({ provider }) => provider,
  state: ({ state }) => state,
  reason: ({ reason }) => reason,
  finish_reason: ({ finishReason }) => finishReason,
  input_preview: (record) => markedPreview(record.inputPreview, asked(record)),
  output_preview: (record) => markedPreview(record.outputPreview, answered(record)),
  input_text: asked,
  output_text: answered,
  prompt_tokens: ({ promptTokens }) => promptTokens,
  completion_tokens: ({ completionTokens }) => completionTokens,
  total_tokens: ({ promptTokens, completionTokens }) =>
    promptTokens === null || completionTokens === null ? null : promptTokens + completionTokens,
  cached_tokens: ({ cachedTokens }) => cachedTokens,
  reasoning_tokens: ({ reasoningTokens }) => reasoningTokens,
  first_token_ms: ({ firstTokenMs }) => firstTokenMs,
  total_ms: ({ totalMs }) => totalMs,
  cost: ({ cost }) => cost,
  tool_calls: ({ toolCalls }) => toolCalls,
  caller: ({ caller }) => caller,
  metadata: ({ metadata }) => JSON.stringify(metadata),
};

function asked({ messages }: CompletionRecord): string {
  return inputText(JSON.parse(messages));
}

function answered({ body }: CompletionRecord): string {
  return answerText(JSON.parse(body));
}

const METADATA = 'metadata.';

/** Names of all columns; `metadata.<key>` names one more for every key. */
export const CSV_COLUMNS: readonly string[] = Object.keys(cells);

export function isCsvColumn(name: string): boolean {
  return Object.hasOwn(cells, name) || (name.startsWith(METADATA) && name.length > METADATA.length);
}

export function csvHeader(columns: readonly string[]): string {
  return CSV_MARK + csvLine(columns);
}

export function recordCsv(record: CompletionRecord, columns: readonly string[]): string {
  return csvLine(columns.map((column) => valueOf(record, column)));
}

function valueOf(record: CompletionRecord, column: string): CsvCell {
  const known = Object.hasOwn(cells, column) ? cells[column] : undefined;
  if (known) return known(record);
  const key = column.slice(METADATA.length);
  return Object.hasOwn(record.metadata, key) ? (record.metadata[key] ?? null) : null;
}
