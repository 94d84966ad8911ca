import { type Query, useIsFetching, useQueryClient } from '@tanstack/react-query';
import { isOfServer } from '@/queries/server-health';
import { ErrorState } from '@/ui/error-state';
import { useLate } from '@/ui/use-late';

/** An answer from a large store takes some seconds. */
const LONG_MS = 15_000;

/** Over every page: what it waits for does not come, and does not fail either. */
export function Unanswered() {
  const client = useQueryClient();
  const isLong = useLate(useIsFetching({ predicate: isWaiting }) > 0, LONG_MS);
  if (!isLong) return null;
  return (
    <ErrorState
      className="m-5"
      title="The server has not answered yet"
      onRetry={() => void client.resetQueries({ predicate: isWaiting })}
    />
  );
}

function isWaiting({ queryKey, state }: Query): boolean {
  return isOfServer(queryKey) && state.data === undefined;
}
