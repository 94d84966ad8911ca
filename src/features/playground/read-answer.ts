import { applyChunk } from '@/api/fold-chunks';
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
  let completion: Completion | null = null;
  let firstTokenMs: number | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const draw = () => {
    clearTimeout(timer);
    timer = undefined;
    if (completion) textArrived(place, completion, firstTokenMs);
  };
  try {
    for await (const chunk of chunks) {
      completion = applyChunk(completion, chunk);
      if (chunk.choices.length > 0) firstTokenMs ??= elapsed();
      timer ??= setTimeout(draw, drawEveryMs);
    }
  } finally {
    draw();
  }
  return completion?.id ?? null;
}
