import { saysSomething } from '#contract/fold/choice';
import { createFold } from '#contract/fold/fold';
import type { CompletionStream } from '@/api/stream-completion';
import type { Completion } from '@/api/wire';
import { textArrived } from './answer-events';
import type { AnswerPlace } from './answer-place';

/** The page is drawn at most this often, however fast the text comes. */
const drawEveryMs = 33;

/**
 * Writes an answer into its place as it comes, also what came before it broke off. Resolves with the id that the
 * chunks carry. `elapsed` says how long ago the answer was asked for; null leaves the time of the first token open.
 */
export async function readAnswer(
  place: AnswerPlace,
  { chunks }: Pick<CompletionStream, 'chunks'>,
  elapsed: () => number | null,
): Promise<string | null> {
  const fold = createFold();
  let named: string | null = null;
  let hasCome = false;
  let firstTokenMs: number | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const draw = () => {
    clearTimeout(timer);
    timer = undefined;
    // What a fold gives has the members that are read of a completion, whatever the server sent.
    if (hasCome) textArrived(place, fold.completion() as unknown as Completion, firstTokenMs);
  };
  try {
    for await (const chunk of chunks) {
      fold.add(chunk);
      hasCome = true;
      named ||= chunk.id;
      if (firstTokenMs === null && saysSomething(chunk)) firstTokenMs = elapsed();
      timer ??= setTimeout(draw, drawEveryMs);
    }
  } finally {
    draw();
  }
  return named;
}
