import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router-dom';
import type { CompletionAnswer } from '@/api/completion-answer';
import type { Connection } from '@/api/connection';
import { completionSearchText } from '@/lib/completion-search';
import { formatNumber, formatRelativeTime } from '@/lib/format';
import { paths } from '@/paths';
import { completionQueries } from '@/queries/completion-queries';
import { matchingRows } from '@/queries/source/matching-rows';

const SHOWN = 5;

type Props = { connection: Connection; answer: CompletionAnswer };

/** What it was made from in the playground, and what was made from it; nothing where there is neither. */
export function Lineage({ connection, answer }: Props) {
  const { id, metadata } = answer.data;
  const filters = [{ field: 'metadata' as const, key: 'parent_id', value: id }];
  const listing = { filters, sort: 'created' as const, order: 'desc' as const };
  const children = useQuery(completionQueries(connection).list({ ...listing, limit: SHOWN }));
  const parent = metadata?.['parent_id'];
  const page = children.data;
  // Whatever the server lists: only what says so was made from this one.
  const rows = matchingRows(page?.rows ?? [], filters);
  const total = page?.total ?? null;
  const next = rows.length > 0 && rows.length === page?.rows.length ? page.next : null;
  if (parent === undefined && rows.length === 0) return null;
  return (
    <section aria-label="Lineage">
      <h2 className="mb-2 text-sm font-semibold">Lineage</h2>
      <div className="space-y-2 text-xs">
        {parent !== undefined && (
          <p>
            <span className="text-ink-3">Made from </span>
            <Link
              to={paths.completion(parent)}
              className="break-all font-mono text-accent-ink underline-offset-2 hover:underline"
            >
              {parent}
            </Link>
            {' · '}
            <Link
              to={paths.compare(parent, id)}
              className="text-accent-ink underline-offset-2 hover:underline"
            >
              What is different
            </Link>
          </p>
        )}
        {rows.length > 0 && (
          <div>
            <p className="mb-1 text-ink-3">Made from this one</p>
            <ul className="space-y-1">
              {rows.map((row) => (
                <li key={row.id} className="flex items-baseline justify-between gap-3">
                  <Link
                    to={paths.completion(row.id)}
                    className="min-w-0 truncate text-accent-ink underline-offset-2 hover:underline"
                  >
                    {row.output_preview || row.id}
                  </Link>
                  <span className="shrink-0 text-ink-3">{formatRelativeTime(row.created)}</span>
                </li>
              ))}
            </ul>
            {next !== null && (
              <Link
                to={paths.completions(completionSearchText({ ...listing, unknown: [] }))}
                className="mt-1 inline-block text-accent-ink underline-offset-2 hover:underline"
              >
                {total ? `All ${formatNumber(total.value)}` : 'All of them'}
              </Link>
            )}
          </div>
        )}
      </div>
    </section>
  );
}
