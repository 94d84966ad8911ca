import type { Connection } from '@/api/connection';
import { readNote } from '@/components/drafts/use-note';
import { type Question, valueOf } from '@/components/questions/question';
import type { Metadata } from '#contract/metadata';

/** The key of a note that cannot be written as it was typed; undefined where all can. */
export function wrongNote(
  connection: Connection,
  id: string,
  questions: readonly Question[],
  metadata: Metadata | undefined,
): string | undefined {
  const wrong = questions.find((question) => {
    if (question.kind !== 'note') return false;
    const stored = metadata && (valueOf(question, metadata) ?? '');
    const { isDraft, problem } = readNote({ connection, id, noteKey: question.key }, stored);
    return isDraft && problem !== null;
  });
  return wrong?.key;
}
