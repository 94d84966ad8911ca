import type { CallOptions, Client } from '@/api/client';
import type { CompletionAnswer } from '@/api/completion-answer';
import { retrieveCompletion } from '@/api/retrieve-completion';
import { CSV_MARK, csvDate, csvLine } from '#contract/csv';
import { answerText } from '#contract/message/answer-line';
import { recordLine } from '@/queries/source/source-lines';

export type PlainFormat = 'jsonl' | 'csv';

export const CSV_HEAD =
  CSV_MARK +
  csvLine([
    'id',
    'created',
    'model',
    'output',
    'prompt_tokens',
    'completion_tokens',
    'finish_reason',
    'metadata',
  ]);

/** One completion as a line of a file, read from a server with OpenAI's API alone. */
export async function plainLine(
  client: Client,
  id: string,
  format: PlainFormat,
  options: CallOptions,
): Promise<string> {
  const answer = await retrieveCompletion(client, id, options);
  return format === 'csv' ? tableLine(answer) : recordLine(client, answer, options);
}

function tableLine({ data, choice, usage }: CompletionAnswer): string {
  return csvLine([
    data.id,
    csvDate(data.created),
    data.model,
    answerText(data),
    usage?.prompt_tokens ?? null,
    usage?.completion_tokens ?? null,
    choice?.finish_reason ?? null,
    JSON.stringify(data.metadata ?? {}),
  ]);
}
