import { useMutation, useQueryClient } from '@tanstack/react-query';
import Square from 'lucide-react/icons/square';
import { ApiError } from '@/api/api-error';
import type { CompletionAnswer } from '@/api/completion-answer';
import type { Connection } from '@/api/connection';
import { stopCompletion } from '@/api/stop-completion';
import { LiveFigures } from '@/components/answer/live-figures';
import type { Pace } from '@/lib/pieces';
import { answerEnded } from '@/queries/answer-ended';
import { Button } from '@/ui/button';
import { Spinner } from '@/ui/spinner';

type Props = { connection: Connection; answer: CompletionAnswer; pace: Pace | null };

/** How an answer that is being generated gets on, and how to end it. */
export function RunningBar({ connection, answer: { data }, pace }: Props) {
  const cache = useQueryClient();
  const stop = useMutation({
    mutationFn: () => stopCompletion(data.id),
    onSettled: () => answerEnded(cache, connection, data.id),
  });
  const hasFailed = stop.error && !(stop.error instanceof ApiError && stop.error.isNotFound);
  return (
    <div className="flex min-h-11 flex-wrap items-center gap-x-3 gap-y-1 border-b border-line px-4 py-1.5 text-xs text-ink-3">
      <Spinner className="size-3.5" />
      <LiveFigures askedAt={data.created === null ? undefined : data.created * 1000} pace={pace} />
      {!pace && <span>Waiting for the first words</span>}
      {hasFailed && (
        <span role="alert" className="text-danger-ink">
          It could not be stopped: {stop.error.message}
        </span>
      )}
      <span className="flex-1" />
      <Button
        size="sm"
        variant="primary"
        loading={stop.isPending || stop.isSuccess}
        onClick={() => stop.mutate()}
      >
        <Square aria-hidden className="size-3 fill-current" /> Stop
      </Button>
    </div>
  );
}
