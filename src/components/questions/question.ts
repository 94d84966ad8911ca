import type { Metadata } from '#contract/metadata';

export const QUESTION_KINDS = ['choice', 'scale', 'yes-no', 'note'] as const;
export type QuestionKind = (typeof QUESTION_KINDS)[number];

/** What is asked of every completion; its answer is one pair of the completion's metadata. */
export type Question = {
  label: string;
  /** The metadata key that the answer is written to. */
  key: string;
  kind: QuestionKind;
  isRequired: boolean;
  /** The answers of a choice, the best one first; empty for the other kinds. */
  values: readonly string[];
  /** What the ends of a scale mean; empty where the numbers say enough. */
  low: string;
  high: string;
};

export type QuestionSet = { name: string; questions: readonly Question[] };

/** A key of the keyboard, and what it answers. */
export type Answer = { value: string; hotkey: string };

/** What can be chosen; nothing for a note, which is written. */
export function answersOf({ kind, values }: Question): readonly Answer[] {
  if (kind === 'scale') return byDigit(['1', '2', '3', '4', '5']);
  if (kind === 'yes-no') return YES_NO;
  return kind === 'choice' ? byDigit(values) : [];
}

const YES_NO: readonly Answer[] = [
  { value: 'yes', hotkey: 'y' },
  { value: 'no', hotkey: 'n' },
];

function byDigit(values: readonly string[]): Answer[] {
  return values.map((value, at) => ({ value, hotkey: String(at + 1) }));
}

/** What a completion has for an answer; undefined where it has none. */
export function valueOf({ key }: Question, metadata: Metadata): string | undefined {
  return Object.hasOwn(metadata, key) ? metadata[key] : undefined;
}

function isAnswered(question: Question, metadata: Metadata): boolean {
  return valueOf(question, metadata) !== undefined;
}

/** The questions without which a completion counts as not judged: where none is required, all of them are. */
export function requiredOf(questions: readonly Question[]): readonly Question[] {
  const required = questions.filter(({ isRequired }) => isRequired);
  return required.length > 0 ? required : questions;
}

/** Whether a completion has its verdict. */
export function isJudged(questions: readonly Question[], metadata: Metadata): boolean {
  return requiredOf(questions).every((question) => isAnswered(question, metadata));
}

/** What is still to be answered before the review goes on by itself: all but notes that may be left out. */
export function openOf(questions: readonly Question[], metadata: Metadata): Question[] {
  const required = requiredOf(questions);
  return questions.filter(
    (question) =>
      (question.kind !== 'note' || required.includes(question)) && !isAnswered(question, metadata),
  );
}

/** The question that the keys answer: the one chosen, else the first open one. */
export function activeOf(
  questions: readonly Question[],
  metadata: Metadata,
  chosen: string | null,
): Question | undefined {
  return (
    questions.find(({ key }) => key === chosen) ?? openOf(questions, metadata)[0] ?? questions[0]
  );
}

/** The question to go on with after one: the next open one, then the first open one. */
export function nextOpen(
  questions: readonly Question[],
  metadata: Metadata,
  after: Question,
): Question | undefined {
  const open = openOf(questions, metadata);
  const at = questions.indexOf(after);
  return open.find((question) => questions.indexOf(question) > at) ?? open[0];
}

/** The question that a completion is judged by where there is room for one: the first that has answers. */
export function verdictOf(questions: readonly Question[]): Question {
  return questions.find((question) => answersOf(question).length > 0) ?? VERDICT;
}

const VERDICT: Question = {
  label: 'Verdict',
  key: 'review',
  kind: 'choice',
  isRequired: true,
  values: ['good', 'bad', 'unsure'],
  low: '',
  high: '',
};

/** A question nobody has written yet. */
export const NEW_QUESTION: Question = { ...VERDICT, label: '', key: '', values: [] };

const NOTE: Question = {
  ...NEW_QUESTION,
  label: 'Note',
  key: 'note',
  kind: 'note',
  isRequired: false,
};

export const FIRST_SET: QuestionSet = { name: 'Verdict', questions: [VERDICT, NOTE] };

/** The set of somebody who had one verdict with values of their own, and one note. */
export function setOfOne(key: string, values: readonly string[], noteKey: string): QuestionSet {
  return {
    name: FIRST_SET.name,
    questions: [
      { ...VERDICT, key, values },
      { ...NOTE, key: noteKey },
    ],
  };
}
