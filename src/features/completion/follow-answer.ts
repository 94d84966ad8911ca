import { createFold } from '#contract/fold/fold';
import { ApiError } from '@/api/api-error';
import { followCompletion } from '@/api/follow-completion';
import type { FollowOptions } from '@/api/stream-completion';
import type { Completion } from '@/api/wire';
import { LOOK_MS, withPlace } from '@/lib/connection-places';
import { type Pace, paceAfter } from '@/lib/pieces';
import { sleep } from '@/lib/sleep';

/** What has come of an answer so far. */
export type Live = { completion: Completion; pace: Pace | null };

const DRAW_EVERY_MS = 100;

/**
 * Draws an answer while it is generated. Resolves with whether it came to an end here; it may be out of reach, or made by
 * another process of the server.
 */
export async function followAnswer(
  id: string,
  signal: AbortSignal,
  draw: (live: Live) => void,
): Promise<boolean> {
  try {
    while (await withPlace((hasPlace) => goesOn(id, { signal, hasPlace }, draw)))
      await sleep(LOOK_MS, signal);
    return true;
  } catch (error) {
    return error instanceof ApiError && (error.kind === 'event' || error.isNotFound);
  }
}

/** Draws what comes. True: it was only looked at, as whoever has no place may. */
async function goesOn(
  id: string,
  options: FollowOptions,
  draw: (live: Live) => void,
): Promise<boolean> {
  const fold = createFold();
  let pace: Pace | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const show = () => {
    timer = undefined;
    // What a fold gives has the members that are read of a completion, whatever the server sent.
    const completion = fold.completion() as unknown as Completion;
    draw({ completion, pace });
  };
  try {
    const { chunks } = await followCompletion(id, options);
    for await (const chunk of chunks) {
      fold.add(chunk);
      pace = paceAfter(pace, chunk);
      timer ??= setTimeout(show, DRAW_EVERY_MS);
    }
  } catch (error) {
    const isCut = error instanceof ApiError && error.kind === 'broken_stream';
    if (options.hasPlace || !isCut) throw error;
    if (timer !== undefined) show();
  } finally {
    clearTimeout(timer);
  }
  return !options.hasPlace;
}
