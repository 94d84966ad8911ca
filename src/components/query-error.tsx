import type { ReactNode } from 'react';
import { Link } from 'react-router-dom';
import { ApiError, statusMessage } from '@/api/api-error';
import { paths } from '@/paths';
import { buttonLook } from '@/ui/button';
import { ErrorState } from '@/ui/error-state';

type Props = {
  /** What could not be done. */
  title: string;
  error: Error;
  onRetry?: () => void;
  className?: string;
  children?: ReactNode;
};

/** A failed call, in the server's own words, with the way on that its status suggests. */
export function QueryError({ title, error, onRetry, className, children }: Props) {
  const needsKey = error instanceof ApiError && error.isUnauthorized;
  return (
    <ErrorState
      title={title}
      message={error.message}
      detail={errorDetail(error)}
      onRetry={onRetry}
      className={className}
    >
      {needsKey && (
        <Link to={paths.settings()} className={buttonLook({ size: 'sm' })}>
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
  const isSaid = error.message === statusMessage(status);
  const parts = [!isSaid && status, code, requestId && `request ${requestId}`].filter(Boolean);
  return parts.length > 0 ? parts.join(' · ') : undefined;
}
