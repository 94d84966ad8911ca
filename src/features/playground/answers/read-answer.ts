import { saysSomething } from '#contract/fold/choice';
import { createFold } from '#contract/fold/fold';
import type { CompletionStream } from '@/api/stream-completion';
import type { Completion } from '@/api/wire';
import { type Pace, paceAfter } from '@/lib/pieces';
import { textArrived } from './answer-events';
import type { AnswerPlace } from './answer-place';

/** The page is drawn at most this often, however fast the text comes. */
const drawEveryMs = 33;

type Chunks = Pick<CompletionStream, 'chunks'>;

/**
 * Writes an answer into its place as it comes, also what came before it broke off. Resolves with the id that the
 * chunks carry. `elapsed` says how long ago the answer was asked for; null leaves the time of the first token open.
 */
export async function readAnswer(
  place: AnswerPlace,
  { chunks }: Chunks,
  elapsed: () => number | null,
): Promise<string | null> {
  const fold = createFold();
  let named: string | null = null;
  let pace: Pace | null = null;
  let hasCome = false;
  let firstTokenMs: number | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const draw = () => {
    clearTimeout(timer);
    timer = undefined;
    // What a fold gives has the members that are read of a completion, whatever the server sent.
    const completion = fold.completion() as unknown as Completion;
    if (hasCome) textArrived(place, { completion, firstTokenMs, pace });
  };
  try {
    for await (const chunk of chunks) {
      fold.add(chunk);
      hasCome = true;
      named ||= chunk.id;
      if (saysSomething(chunk)) firstTokenMs ??= elapsed();
      pace = paceAfter(pace, chunk);
      timer ??= setTimeout(draw, drawEveryMs);
    }
  } finally {
    draw();
  }
  return named;
}

/** Reads an answer that somebody else asked for, or the page before: all that has come comes first, as one chunk. */
export async function readJoined(place: AnswerPlace, answer: Chunks): Promise<void> {
  await readAnswer(place, answer, () => null);
}
