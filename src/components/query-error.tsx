import type { ReactNode } from 'react';
import { Link } from 'react-router-dom';
import { ApiError, statusMessage } from '@/api/api-error';
import { isSameOrigin } from '@/api/connection';
import { useConnection } from '@/components/connection-store';
import { formatTime } from '@/lib/format';
import { paths } from '@/paths';
import { isWithoutAnswer, useServerHealth } from '@/queries/server-health';
import { buttonLook } from '@/ui/button';
import { ErrorState } from '@/ui/error-state';

type Props = {
  /** What could not be done. */
  title: string;
  error: Error;
  onRetry?: () => void;
  /** What was loaded before stays in view. */
  isKept?: boolean;
  className?: string;
  children?: ReactNode;
};

const KEPT = 'You see what was loaded before.';

/** A failed call, in the server's own words, with the way on that its status suggests. */
export function QueryError({ title, error, onRetry, isKept, className, children }: Props) {
  const needsKey = error instanceof ApiError && error.isUnauthorized;
  const connection = useConnection();
  const downSince = useServerHealth((state) => state.downSince);
  const isOffline = downSince !== null && isWithoutAnswer(error);
  const since = isOffline ? `No connection since ${formatTime(downSince)}` : null;
  return (
    <ErrorState
      title={(isKept && since) || title}
      message={since === null ? error.message : isKept ? KEPT : since}
      detail={errorDetail(error)}
      onRetry={onRetry}
      retryLabel={isOffline ? 'Try now' : undefined}
      className={className}
    >
      {needsKey && (
        <Link
          to={paths.settings(isSameOrigin(connection) ? 'providers' : 'browser')}
          className={buttonLook({ size: 'sm' })}
        >
          Check the key in Settings
        </Link>
      )}
      {children}
    </ErrorState>
  );
}

/** Status, code and request id, for whoever has to find the request in a log. */
function errorDetail(error: Error): string | undefined {
  if (!(error instanceof ApiError)) return undefined;
  const { status, requestId } = error;
  // Said once: some servers give the status as the code, and a message of ours has it already.
  const code = error.code === String(status) ? null : error.code;
  const isSaid = status === null || error.message === statusMessage(status);
  const parts = [!isSaid && `HTTP ${status}`, code, requestId && `request ${requestId}`].filter(
    Boolean,
  );
  return parts.length > 0 ? parts.join(' · ') : undefined;
}
