import { type Query, useIsFetching, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { isOfServer } from '@/queries/server-health';
import { ErrorState } from '@/ui/error-state';

/** An answer from a large store takes some seconds. */
const LONG_MS = 15_000;

/** Over every page: what it waits for does not come, and does not fail either. */
export function Unanswered() {
  return useIsFetching({ predicate: isWaiting }) > 0 && <Overdue />;
}

function Overdue() {
  const client = useQueryClient();
  const [isOverdue, setOverdue] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setOverdue(true), LONG_MS);
    return () => clearTimeout(timer);
  }, []);
  if (!isOverdue) return null;
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
