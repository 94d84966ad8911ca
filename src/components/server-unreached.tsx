import { useQuery } from '@tanstack/react-query';
import { ApiError } from '@/api/api-error';
import { QueryError } from '@/components/query-error';
import { useServerHealth } from '@/queries/server-health';
import { serverQueries } from '@/queries/server-queries';

const UNREACHED = new ApiError({ kind: 'network', message: 'Cannot reach the server.' });

/** Nobody knows yet what the server can do, as it does not answer. Being asked again and again does not change that. */
export function useIsUnreached(): boolean {
  const { data } = useQuery(serverQueries.info());
  const isDown = useServerHealth(({ downSince }) => downSince !== null);
  return isDown && data === undefined;
}

/** In place of a page that depends on what the server can do. */
export function ServerUnreached() {
  const { error, refetch } = useQuery(serverQueries.info());
  return (
    <QueryError
      className="m-5"
      title="The page could not be loaded"
      error={error ?? UNREACHED}
      onRetry={() => void refetch()}
    />
  );
}
