import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { createFold } from '#contract/fold/fold';
import { ApiError } from '@/api/api-error';
import { type CompletionAnswer, completionAnswer } from '@/api/completion-answer';
import type { Connection } from '@/api/connection';
import { followCompletion } from '@/api/follow-completion';
import type { Completion } from '@/api/wire';
import { type Pace, paceAfter } from '@/lib/pieces';
import { answerEnded } from '@/queries/answer-ended';

type Live = { completion: Completion; pace: Pace | null };

const DRAW_EVERY_MS = 100;

/** A completion as it is, and while it is being generated what has come of it so far. */
export function useLiveAnswer<Answer extends CompletionAnswer | undefined>(
  connection: Connection,
  answer: Answer,
): { answer: Answer | CompletionAnswer; pace: Pace | null } {
  const cache = useQueryClient();
  const id = answer?.facts?.state === 'running' ? answer.data.id : null;
  const [live, setLive] = useState<(Live & { id: string }) | null>(null);
  // The stream is outside of React; this page follows it as long as it shows the answer.
  useEffect(() => {
    if (id === null) return undefined;
    const abort = new AbortController();
    const draw = (next: Live) => setLive({ ...next, id });
    const followed = async () => {
      if (await follow(id, abort.signal, draw)) await answerEnded(cache, connection, id);
    };
    void followed();
    return () => abort.abort();
  }, [id, cache, connection]);

  if (!answer || live?.id !== id || !live) return { answer, pace: null };
  const completion = { ...answer.data, choices: live.completion.choices };
  const shown = completionAnswer({ ...answer, data: { completion, facts: answer.facts } });
  return { answer: shown, pace: live.pace };
}

/** Whether it came to an end here; it may be out of reach, or made by another process of the server. */
async function follow(
  id: string,
  signal: AbortSignal,
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
    const { chunks } = await followCompletion(id, { signal });
    for await (const chunk of chunks) {
      fold.add(chunk);
      pace = paceAfter(pace, chunk);
      timer ??= setTimeout(show, DRAW_EVERY_MS);
    }
    return true;
  } catch (error) {
    return error instanceof ApiError && (error.kind === 'event' || error.isNotFound);
  } finally {
    clearTimeout(timer);
  }
}
