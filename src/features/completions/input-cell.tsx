import { useQuery } from '@tanstack/react-query';
import type { Connection } from '@/api/connection';
import { messageLine } from '#contract/message/answer-line';
import { previewText } from '@/lib/preview-text';
import { unmarked } from '@/lib/unmarked';
import { completionQueries } from '@/queries/completion-queries';
import { Skeleton } from '@/ui/skeleton';
import { useSeen } from '@/ui/use-seen';

type Props = { connection: Connection; id: string };

/** What was asked. Lists come without it, so each row asks for its own, once it has been seen. */
export function InputCell({ connection, id }: Props) {
  const [isSeen, watch] = useSeen();
  const input = useQuery({ ...completionQueries(connection).input(id), enabled: isSeen });

  if (input.isPending) {
    return (
      <span ref={watch} className="block py-1">
        <Skeleton className="h-3 w-3/4" />
        <span className="sr-only">Loading</span>
      </span>
    );
  }
  if (input.isError) {
    return <span className="text-ink-3">Could not be loaded</span>;
  }
  const text = unmarked(previewText(messageLine(input.data)));
  return text === '' ? (
    <span className="text-ink-3">No text</span>
  ) : (
    <bdi data-preview className="block truncate">
      {text}
    </bdi>
  );
}
