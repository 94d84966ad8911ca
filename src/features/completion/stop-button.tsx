import { useMutation, useQueryClient } from '@tanstack/react-query';
import Square from 'lucide-react/icons/square';
import { ApiError } from '@/api/api-error';
import type { Connection } from '@/api/connection';
import { stopCompletion } from '@/api/stop-completion';
import { answerEnded } from '@/queries/answer-ended';
import { Button } from '@/ui/button';

/** Ends an answer that is being generated; what has come of it is kept. */
export function StopButton({ connection, id }: { connection: Connection; id: string }) {
  const cache = useQueryClient();
  const stop = useMutation({
    mutationFn: () => stopCompletion(id),
    onSettled: () => answerEnded(cache, connection, id),
  });
  // One that is not found has ended by itself meanwhile.
  const hasFailed = stop.error && !(stop.error instanceof ApiError && stop.error.isNotFound);
  return (
    <>
      {hasFailed && (
        <span role="alert" className="text-xs text-danger-ink">
          It could not be stopped: {stop.error.message}
        </span>
      )}
      <Button
        size="sm"
        variant="primary"
        loading={stop.isPending || stop.isSuccess}
        onClick={() => stop.mutate()}
      >
        <Square aria-hidden className="size-3 fill-current" /> Stop
      </Button>
    </>
  );
}
