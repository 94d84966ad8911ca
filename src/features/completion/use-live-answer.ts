import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { type CompletionAnswer, completionAnswer } from '@/api/completion-answer';
import type { Connection } from '@/api/connection';
import type { Pace } from '@/lib/pieces';
import { answerEnded } from '@/queries/answer-ended';
import type { Live } from './follow-answer';

/** Few of those that are opened are being generated. */
const follower = () => import('./follow-answer');

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
      const { followAnswer } = await follower();
      if (await followAnswer(id, abort.signal, draw)) await answerEnded(cache, connection, id);
    };
    // Without that code it is read again from time to time, as it always is.
    followed().catch(() => undefined);
    return () => abort.abort();
  }, [id, cache, connection]);

  if (!answer || live?.id !== id || !live) return { answer, pace: null };
  const completion = { ...answer.data, choices: live.completion.choices };
  const shown = completionAnswer({ ...answer, data: { completion, facts: answer.facts } });
  return { answer: shown, pace: live.pace };
}
