import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link } from 'react-router-dom';
import type { CompletionAnswer } from '@/api/completion-answer';
import type { Connection } from '@/api/connection';
import { WordDifference } from '@/components/difference/word-difference';
import { QueryError } from '@/components/query-error';
import { formatRelativeTime } from '@/lib/format';
import { paths } from '@/paths';
import { completionQueries } from '@/queries/completion-queries';
import { cx } from '@/ui/cx';
import { Skeleton } from '@/ui/skeleton';
import {
  answerText,
  factsOf,
  type Line,
  linesOf,
  metadataOf,
  parametersOf,
  promptText,
} from './compared';

type Props = { connection: Connection; one: CompletionAnswer; other: CompletionAnswer };

/** What two completions have in common, and what not. */
export function DifferenceView({ connection, one, other }: Props) {
  return (
    <div className="mx-auto max-w-5xl space-y-6 p-4">
      <div className="scrolls-x">
        <table className="w-full min-w-lg table-fixed text-left text-sm">
          <caption className="sr-only">Facts of both completions</caption>
          <thead>
            <tr>
              <th scope="col" className="w-40 py-1.5">
                <span className="sr-only">Fact</span>
              </th>
              <Head answer={one} name="One" />
              <Head answer={other} name="Other" />
            </tr>
          </thead>
          <Lines name="Answer" lines={linesOf(factsOf(one), factsOf(other))} />
          <Lines name="Parameters" lines={linesOf(parametersOf(one), parametersOf(other))} />
          <Lines name="Metadata" lines={linesOf(metadataOf(one), metadataOf(other))} />
        </table>
      </div>
      <Part title="Answer">
        <WordDifference before={answerText(one)} after={answerText(other)} />
      </Part>
      <Part title="Request">
        <Prompts connection={connection} one={one} other={other} />
      </Part>
    </div>
  );
}

function Head({ answer: { data }, name }: { answer: CompletionAnswer; name: string }) {
  return (
    <th scope="col" className="py-1.5 pr-4 align-bottom font-medium">
      <span className="block text-xs font-normal text-ink-3">
        {name}, {formatRelativeTime(data.created)}
      </span>
      <Link
        to={paths.completion(data.id)}
        className="block truncate font-mono text-xs text-accent-ink hover:underline"
      >
        {data.id}
      </Link>
    </th>
  );
}

function Lines({ name, lines }: { name: string; lines: Line[] }) {
  if (lines.length === 0) return null;
  return (
    <tbody>
      <tr>
        <th
          scope="colgroup"
          colSpan={3}
          className="border-b border-line pt-4 pb-1 text-xs font-medium text-ink-3"
        >
          {name}
        </th>
      </tr>
      {lines.map((line) => (
        <tr key={line.name} className="align-top">
          <th scope="row" className="py-1 pr-4 font-normal break-words text-ink-2">
            {line.name}
          </th>
          {[line.one, line.other].map((value, index) => (
            <td
              // oxlint-disable-next-line react/no-array-index-key -- the one and the other, always
              key={index}
              className={cx(
                'py-1 pr-4 tabular-nums [overflow-wrap:anywhere]',
                line.one === line.other ? 'text-ink-3' : 'font-medium text-ink',
              )}
            >
              {value}
            </td>
          ))}
        </tr>
      ))}
    </tbody>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title}>
      <h2 className="mb-2 text-sm font-semibold">{title}</h2>
      <div className="rounded-xl border border-line bg-surface p-4">{children}</div>
    </section>
  );
}

function Prompts({ connection, one, other }: Props) {
  const queries = completionQueries(connection);
  const first = useQuery(queries.messages(one.data.id));
  const second = useQuery(queries.messages(other.data.id));
  const error = first.error ?? second.error;
  if (error) {
    return (
      <QueryError
        title="The messages could not be loaded"
        error={error}
        onRetry={() => void Promise.all([first.refetch(), second.refetch()])}
      />
    );
  }
  if (!first.data || !second.data) return <Skeleton className="h-16" />;
  return (
    <WordDifference before={promptText(first.data, one)} after={promptText(second.data, other)} />
  );
}
