import type { CompletionAnswer } from '@/api/completion-answer';
import { LiveFigures } from '@/components/answer/live-figures';
import type { Pace } from '@/lib/pieces';

/** How an answer that is being generated gets on. */
export function RunningFigures({ answer, pace }: { answer: CompletionAnswer; pace: Pace | null }) {
  const { created } = answer.data;
  return (
    <>
      <LiveFigures askedAt={created === null ? undefined : created * 1000} pace={pace} />
      {!pace && <span>Waiting for the first words</span>}
    </>
  );
}
