import { asRecord } from '@/lib/as-record';
import { countCodePoints, firstCodePoints } from '#contract/code-points';
import { keyProblem } from '#contract/metadata';
import { isStorable } from '#contract/storable';
import {
  NEW_QUESTION,
  type Question,
  QUESTION_KINDS,
  type QuestionKind,
  type QuestionSet,
} from './question';

/** Code points of what is shown: names and questions, answers, the ends of a scale. */
export const LONGEST = { name: 60, label: 200, value: 64, end: 40 } as const;
/** A digit for each. */
const MOST_VALUES = 9;
export const MOST_QUESTIONS = 12;

/** Keys that say where an answer came from, which no reviewer may write over. */
const KEYS_IN_USE = new Set(['parent_id', 'compare', 'compare_id']);

/** What is wrong with a question, and what to do; nothing where it can be asked. */
export type QuestionProblems = { label?: string; key?: string; values?: string; ends?: string };

export function problemsOf(question: Question, others: readonly Question[]): QuestionProblems {
  const found = {
    label: textProblem(question.label, LONGEST.label, 'Write the question.'),
    key: problemOfKey(question.key, others),
    values: question.kind === 'choice' ? problemOfValues(question.values) : null,
    ends:
      question.kind === 'scale'
        ? (textProblem(question.low, LONGEST.end, null) ??
          textProblem(question.high, LONGEST.end, null))
        : null,
  };
  return Object.fromEntries(Object.entries(found).filter(([, problem]) => problem !== null));
}

export function nameProblem(name: string): string | null {
  return textProblem(name, LONGEST.name, 'Give these questions a name.');
}

function problemOfKey(key: string, others: readonly Question[]): string | null {
  if (key === '') return 'Give the answer a metadata key.';
  if (key !== key.trim()) return 'Remove the spaces around the key.';
  if (KEYS_IN_USE.has(key)) {
    return `“${key}” says where an answer came from: choose another key.`;
  }
  const other = others.find((each) => each.key === key);
  if (other) return `“${other.label || 'Another question'}” writes to this key: choose another.`;
  return keyProblem(key);
}

function problemOfValues(values: readonly string[]): string | null {
  if (values.length < 2) return 'Write at least two answers, each on a line of its own.';
  if (values.length > MOST_VALUES) {
    return `Keep ${MOST_VALUES} answers at most: each has a digit for its key.`;
  }
  if (new Set(values).size < values.length) return 'Write each answer once.';
  const [problem] = values.flatMap((value) => textProblem(value, LONGEST.value, EMPTY) ?? []);
  return problem ?? null;
}

const EMPTY = 'An answer is empty.';

function textProblem(text: string, longest: number, empty: string | null): string | null {
  if (empty !== null && text.trim() === '') return empty;
  if (countCodePoints(text) > longest) {
    return `Shorten “${firstCodePoints(text, 20)}…” to ${longest} characters.`;
  }
  return isStorable(text) ? null : 'It holds a character that cannot be stored.';
}

/** What somebody else has written: a file, a link, the storage of the browser. Null where one question cannot be asked. */
export function readQuestionSet(value: unknown): QuestionSet | null {
  const { name, questions } = asRecord(value) ?? {};
  if (typeof name !== 'string' || nameProblem(name) !== null) return null;
  if (!Array.isArray(questions) || questions.length === 0 || questions.length > MOST_QUESTIONS)
    return null;
  const read = questions.flatMap((each) => readQuestion(each) ?? []);
  const isWhole =
    read.length === questions.length &&
    read.every((each) => {
      const others = read.filter((other) => other !== each);
      return Object.keys(problemsOf(each, others)).length === 0;
    });
  return isWhole ? { name: name.trim(), questions: read } : null;
}

function readQuestion(value: unknown): Question | null {
  const { label, key, kind, required, values, low, high } = asRecord(value) ?? {};
  if (typeof label !== 'string' || typeof key !== 'string' || !isKind(kind)) return null;
  if (values !== undefined && !isTexts(values)) return null;
  return {
    ...NEW_QUESTION,
    label,
    key,
    kind,
    isRequired: required !== false,
    values: kind === 'choice' ? (values ?? []) : [],
    low: kind === 'scale' && typeof low === 'string' ? low : '',
    high: kind === 'scale' && typeof high === 'string' ? high : '',
  };
}

function isKind(value: unknown): value is QuestionKind {
  return QUESTION_KINDS.some((kind) => kind === value);
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((each) => typeof each === 'string');
}

/** As {@link readQuestionSet} reads it: what a kind does not have is left out. */
export function questionSetJson({ name, questions }: QuestionSet): object {
  return {
    name,
    questions: questions.map(({ label, key, kind, isRequired, values, low, high }) => ({
      label,
      key,
      kind,
      required: isRequired,
      ...(kind === 'choice' && { values }),
      ...(low !== '' && { low }),
      ...(high !== '' && { high }),
    })),
  };
}
