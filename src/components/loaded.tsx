import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { QueryError } from '@/components/query-error';
import { Skeleton } from '@/ui/skeleton';

type Props<Data> = {
  query: Pick<UseQueryResult<Data>, 'data' | 'error' | 'refetch'>;
  /** What is loaded, as in "the jobs". */
  what: string;
  /** How high each bar is that stands for a row while nothing is here yet. */
  bars?: readonly string[];
  /** When there is nothing in it. */
  empty?: { when: (data: Data) => boolean; show: ReactNode };
  className?: string;
  children: (data: Data) => ReactNode;
};

const LINES = ['w-11/12', 'w-2/3'];
/** Rows of this height, for a list. */
export const rowBars = (height: string, count = 4) => Array.from({ length: count }, () => height);

/**
 * What a query brings, with what stands in its place while it is on its way, could not be loaded, or is empty. What was
 * loaded before stays when loading it anew fails.
 */
export function Loaded<Data>(props: Props<Data>) {
  const { query, what, bars = LINES, empty, className = 'm-4', children } = props;
  const { data, error, refetch } = query;
  const failure = error && (
    <QueryError
      className={className}
      title={`${what.charAt(0).toUpperCase()}${what.slice(1)} could not be loaded`}
      error={error}
      onRetry={() => void refetch()}
    />
  );
  if (data === undefined) {
    return (
      failure ?? (
        <output aria-label={`Loading ${what}`} className={`block space-y-3 ${className}`}>
          {bars.map((bar, at) => (
            // All alike, and none of them ever moves.
            // oxlint-disable-next-line react/no-array-index-key
            <Skeleton key={at} className={bar} />
          ))}
        </output>
      )
    );
  }
  return (
    <>
      {failure}
      {empty?.when(data) ? empty.show : children(data)}
    </>
  );
}
