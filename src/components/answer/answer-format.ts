import { asRecord } from '@/lib/as-record';

/** What an answer was asked to be; without a schema any JSON will do. */
export type AnswerFormat = { schema: unknown };

/** Of the request's `response_format`; null where a text was asked for. */
export function answerFormat(responseFormat: unknown): AnswerFormat | null {
  const format = asRecord(responseFormat);
  if (format?.type === 'json_object') return { schema: null };
  if (format?.type !== 'json_schema') return null;
  return { schema: asRecord(asRecord(format.json_schema)?.schema) };
}
