import type { Answer } from '@/api/answer';
import type { StoredCompletion } from '@/api/stored-completion';
import { textOf } from '#contract/message/read-message';
import type { StoredFacts } from '#contract/wire/completions';
import type { Choice, Completion, Usage } from '@/api/wire';

/** A completion with what callers want of it most. */
export type CompletionAnswer = Answer<Completion> & {
  choices: Choice[];
  /** The first choice; null when the answer has none. */
  choice: Choice | null;
  /** What the first choice says in words: text or refusal, without its thinking; empty when it says nothing. */
  text: string;
  usage: Usage | null;
  facts: StoredFacts | null;
};

export function completionAnswer({ data, ...answer }: Answer<StoredCompletion>): CompletionAnswer {
  const { completion, facts } = data;
  const { choices, usage } = completion;
  const choice = choices[0] ?? null;
  const text = choice ? textOf(choice.message) : '';
  return { ...answer, data: completion, choices, choice, text, usage: usage ?? null, facts };
}
