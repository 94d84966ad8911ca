import type { ReactNode } from 'react';
import { Link } from 'react-router-dom';
import { isWithoutList } from '@/api/api-error';
import { type Connection, LOCAL_CONNECTION } from '@/api/connection';
import { QueryError } from '@/components/query-error';
import { paths } from '@/paths';
import { buttonLook } from '@/ui/button';

type Props = {
  connection: Connection;
  error: Error;
  onRetry: () => void;
  /** What was loaded before stays in view. */
  isKept?: boolean;
  /** Further ways on. */
  children?: ReactNode;
};

/** The list could not be loaded; many servers with OpenAI's API have models and chat, and no list at all. */
export function ListFailure({ connection, error, onRetry, isKept = false, children }: Props) {
  if (connection.id === LOCAL_CONNECTION.id || !isWithoutList(error)) {
    return (
      <QueryError
        className={
          isKept ? 'rounded-none border-b border-line ps-5 pe-4 [&_p]:inline [&_p+p]:ms-1.5' : 'm-4'
        }
        title="The completions could not be loaded"
        error={error}
        isKept={isKept}
        onRetry={onRetry}
      >
        {children}
      </QueryError>
    );
  }
  return (
    <QueryError
      className="m-4"
      title={`${connection.label} does not keep completions`}
      error={error}
      onRetry={onRetry}
    >
      <Link to={paths.playground()} className={buttonLook({ size: 'sm' })}>
        Open the playground
      </Link>
      <p className="w-full text-ink-2">
        It can be used in the playground. To list what was kept, choose another source in the
        navigation; to keep what it answers, add it to this server, which then stores for it.
      </p>
    </QueryError>
  );
}
