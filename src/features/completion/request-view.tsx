import { useQuery } from '@tanstack/react-query';
import type { CompletionAnswer } from '@/api/completion-answer';
import type { Connection } from '@/api/connection';
import { QueryError } from '@/components/query-error';
import { requestQuery } from '@/queries/request-query';
import { Skeleton } from '@/ui/skeleton';
import { JsonPane } from './json-pane';

type Props = { connection: Connection; answer: CompletionAnswer };

/** The request as it was sent, with its digits as they came. */
export function RequestView({ connection, answer }: Props) {
  const { data: raw, error, refetch } = useQuery(requestQuery(connection, answer.data.id));
  if (error) {
    return (
      <QueryError
        className="m-4"
        title="The request could not be loaded"
        error={error}
        onRetry={() => void refetch()}
      />
    );
  }
  if (raw === undefined) {
    return (
      <output aria-label="Loading the request" className="block space-y-2 p-4">
        <Skeleton className="w-11/12" />
        <Skeleton className="w-2/3" />
      </output>
    );
  }
  if (raw === null) {
    return (
      <p className="p-5 text-ink-2">
        {connection.label} does not keep the request as it was sent. Its messages are under
        Rendered, its parameters at the side.
      </p>
    );
  }
  return <JsonPane name="Request" raw={raw} about="as it was sent" copyLabel="Copy the request" />;
}
