import { isObject, type JsonObject, listOf, objectsOf } from '../json';
import { type ProviderError, readProviderError, wordlessError } from '../provider-error';
import { indexOf } from './choice';

/** What tells whether a stream is whole, without keeping what it said. */
export type End = {
  add(chunk: JsonObject): void;
  /** What a provider says went wrong, in one of the choices. */
  error(): ProviderError | null;
  /** `isDone`: the stream said `[DONE]`. `expected`: the number of choices that were asked for. */
  isWhole(isDone: boolean, expected: number): boolean;
};

/**
 * Watches for the end of a stream. It is whole when it says so and brought a choice, or when as many choices as were
 * asked for have their finish reasons. An error in a choice is the end of a stream that failed, whatever follows.
 */
export function createEnd(): End {
  const finished = new Map<unknown, boolean>();
  let failure: ProviderError | null = null;
  return {
    add({ choices }) {
      for (const [at, choice] of objectsOf(choices).entries()) {
        const index = indexOf(choice, at);
        finished.set(index, finished.get(index) === true || isFinish(choice['finish_reason']));
        failure ??= choiceError(choice);
      }
    },
    error: () => failure,
    isWhole(isDone, expected) {
      if (failure !== null || finished.size === 0) return false;
      return isDone || (finished.size >= expected && [...finished.values()].every(Boolean));
    },
  };
}

/** A finish reason is a word, known or not; some servers send an empty one, or `"null"`, until there is one. */
export function isFinish(reason: unknown): reason is string {
  return typeof reason === 'string' && reason !== '' && reason !== 'null';
}

/** Whether a finish reason says that the answer failed. */
export function isFailure(reason: unknown): boolean {
  return typeof reason === 'string' && reason.toLowerCase() === 'error';
}

/** The error that a choice ended with (OpenRouter: `finish_reason: "error"` and `error`), null when there is none. */
function choiceError(choice: JsonObject): ProviderError | null {
  const { error, finish_reason } = choice;
  const isFailed =
    isFailure(finish_reason) || isObject(error) || (typeof error === 'string' && error !== '');
  if (!isFailed) return null;
  return readProviderError({ error }) ?? wordlessError();
}

/** Why an unstreamed answer is not complete: it says that it failed, or lacks a choice or a finish reason. */
export function flawOf(completion: JsonObject): { error: ProviderError | null } | null {
  const choices = listOf(completion['choices']);
  for (const choice of choices) {
    const error = isObject(choice) ? choiceError(choice) : null;
    if (error) return { error };
  }
  const isWhole =
    choices.length > 0 &&
    choices.every((choice) => isObject(choice) && isFinish(choice['finish_reason']));
  return isWhole ? null : { error: null };
}
