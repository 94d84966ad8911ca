import type { QuestionSet } from '@/components/questions/question';
import { questionSetJson, readQuestionSet } from '@/components/questions/read-questions';
import { asRecord } from '@/lib/as-record';
import { packText, unpackText } from '@/lib/packed-text';

const FORMAT = 'chatkeep.questions';
const QUESTIONS_HASH = '#questions=';
/** What a link may unfold to, in bytes. */
const LARGEST = 200_000;

/** The fragment of a link that brings the questions along. */
export async function questionsHash(set: QuestionSet): Promise<string> {
  return QUESTIONS_HASH + (await packText(JSON.stringify(fileOf(set))));
}

/** Throws an Error that says what to do for a fragment that holds none. */
export async function questionsFromHash(hash: string): Promise<QuestionSet> {
  const text = await unpackText(hash.slice(QUESTIONS_HASH.length), LARGEST).catch(() => '');
  const set = questionsFromText(text);
  if (set) return set;
  throw new Error(
    'The link holds no questions that can be asked: it is cut off, or somebody changed it. Ask for it again, or for a file.',
  );
}

export function questionsFile(set: QuestionSet): Blob {
  return new Blob([JSON.stringify(fileOf(set), null, 2)], { type: 'application/json' });
}

/** Null for a text that is no such file, or of which one question cannot be asked. */
export function questionsFromText(text: string): QuestionSet | null {
  try {
    const file: unknown = JSON.parse(text);
    return asRecord(file)?.format === FORMAT ? readQuestionSet(file) : null;
  } catch {
    return null;
  }
}

function fileOf(set: QuestionSet): object {
  return { format: FORMAT, version: 1, ...questionSetJson(set) };
}
