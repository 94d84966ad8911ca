import { type ReactNode, Suspense } from 'react';
import { QueryError } from '@/components/query-error';
import { CodeComing } from '@/ui/code-coming';
import { Skeleton } from '@/ui/skeleton';

type Query<Data> = {
  data: Data | undefined;
  error: Error | null;
  refetch: () => Promise<unknown>;
};

type Props<Data> = {
  query: Query<Data>;
  /** What is loaded, as in "the jobs". */
  what: string;
  /** How high each bar is that stands for a row while nothing is here yet. */
  bars?: readonly string[];
  /** In place of bars, where they say too little of what comes. */
  waiting?: ReactNode;
  /** When there is nothing in it. */
  empty?: { when: (data: Data) => boolean; show: ReactNode };
  /** In place of the usual note, where a failure has ways on of its own. */
  failure?: ReactNode;
  /** Beside Try again, in the usual note. */
  ways?: ReactNode;
  className?: string;
  children: (data: Data) => ReactNode;
};

const LINES = ['w-11/12', 'w-2/3'];
/** A title with its facts, a question and an answer. */
export const ANSWER_BARS = [
  'h-5 w-44',
  'h-3 w-72 max-w-full',
  'mt-8 h-5 w-2/3 max-w-2xl',
  'h-40 max-w-4xl rounded-xl',
];
/** Rows of this height, for a list. */
export const rowBars = (height: string, count = 4) => Array.from({ length: count }, () => height);

/**
 * What a query brings, with what stands in its place while it is on its way, could not be loaded, or is empty. What was
 * loaded before stays when loading it anew fails. Code that what is shown waits for is waited for here as well: beyond,
 * it would hide the whole page, and take the focus from whoever types in it.
 */
export function Loaded<Data>(props: Props<Data>) {
  const { query, what, bars = LINES, waiting, empty, className = 'm-4', children } = props;
  const { data, error, refetch } = query;
  const failure =
    error &&
    (props.failure ?? (
      <QueryError
        className={className}
        title={`${what.charAt(0).toUpperCase()}${what.slice(1)} could not be loaded`}
        error={error}
        isKept={data !== undefined}
        onRetry={() => void refetch()}
      >
        {props.ways}
      </QueryError>
    ));
  const coming = (
    <output aria-label={`Loading ${what}`} className={`block space-y-3 ${className}`}>
      {waiting ??
        bars.map((bar, at) => (
          // All alike, and none of them ever moves.
          // oxlint-disable-next-line react/no-array-index-key
          <Skeleton key={at} className={bar} />
        ))}
    </output>
  );
  if (data === undefined) return failure ?? coming;
  return (
    <>
      {failure}
      <Suspense fallback={<CodeComing className={className}>{coming}</CodeComing>}>
        {empty?.when(data) ? empty.show : children(data)}
      </Suspense>
    </>
  );
}

/** Two queries of which nothing can be shown before both are here. */
export function both<One, Other>(one: Query<One>, other: Query<Other>) {
  const isHere = one.data !== undefined && other.data !== undefined;
  return {
    data: isHere ? ([one.data, other.data] as [One, Other]) : undefined,
    error: one.error ?? other.error,
    refetch: () => Promise.all([one.refetch(), other.refetch()]),
  };
}
