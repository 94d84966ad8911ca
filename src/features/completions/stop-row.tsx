import { useMutation, useQueryClient } from '@tanstack/react-query';
import Square from 'lucide-react/icons/square';
import type { Connection } from '@/api/connection';
import { stopCompletion } from '@/api/stop-completion';
import { answerEnded } from '@/queries/answer-ended';
import { Button } from '@/ui/button';
import { showToast } from '@/ui/toast-store';

type Props = { connection: Connection; id: string };

/** Ends an answer that is being generated; it is kept as far as it has come. */
export function StopRow({ connection, id }: Props) {
  const cache = useQueryClient();
  const stop = useMutation({
    mutationFn: () => stopCompletion(id),
    onError: ({ message }) =>
      showToast({ tone: 'danger', title: 'It was not stopped', detail: message }),
    onSettled: () => answerEnded(cache, connection, id),
  });
  return (
    <Button
      variant="ghost"
      size="iconSm"
      aria-label="Stop"
      title="Stop"
      loading={stop.isPending}
      onClick={() => stop.mutate()}
    >
      {!stop.isPending && <Square aria-hidden className="size-3.5 fill-current" />}
    </Button>
  );
}
