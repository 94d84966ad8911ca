import type { CompletionAnswer } from '@/api/completion-answer';
import type { Connection } from '@/api/connection';
import type { Pace } from '@/lib/pieces';
import { Spinner } from '@/ui/spinner';
import { RunningFigures } from './running-figures';
import { StopButton } from './stop-button';

type Props = { connection: Connection; answer: CompletionAnswer; pace: Pace | null };

/** In the drawer: how an answer that is being generated gets on, and how to end it. */
export function RunningBar({ connection, answer, pace }: Props) {
  return (
    <div className="flex min-h-11 flex-wrap items-center gap-x-3 gap-y-1 border-b border-line px-5 py-1.5 text-xs text-ink-3">
      <Spinner className="size-3.5" />
      <RunningFigures answer={answer} pace={pace} />
      <span className="flex-1" />
      <StopButton connection={connection} id={answer.data.id} />
    </div>
  );
}
