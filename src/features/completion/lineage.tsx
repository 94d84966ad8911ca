import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link } from 'react-router-dom';
import type { CompletionAnswer } from '@/api/completion-answer';
import type { Connection } from '@/api/connection';
import { completionSearchText } from '@/lib/completion-search';
import { formatNumber, formatRelativeTime } from '@/lib/format';
import { paths } from '@/paths';
import { completionQueries } from '@/queries/completion-queries';
import { matchingRows } from '@/queries/source/matching-rows';
import { cx } from '@/ui/cx';

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
    <section aria-label="Lineage" className="border-t border-line pt-3">
      <h2 className="mb-1 text-sm font-semibold">Lineage</h2>
      <ol className="relative before:absolute before:inset-y-3.5 before:start-[3px] before:w-px before:bg-line-strong">
        {parent !== undefined && (
          <Step>
            <span className="shrink-0 text-ink-3">Made from</span>
            <Link to={paths.completion(parent)} className={`truncate font-mono text-xs ${LINK}`}>
              {parent}
            </Link>
            <Link to={paths.compare(parent, id)} className={`shrink-0 ${LINK}`}>
              What is different
            </Link>
          </Step>
        )}
        <Step isHere>
          <span className="font-medium">This completion</span>
          <span className="text-ink-3">{formatRelativeTime(answer.data.created)}</span>
        </Step>
        {rows.map((row) => (
          <Step key={row.id}>
            <Link to={paths.completion(row.id)} className={`truncate ${LINK}`}>
              {row.output_preview || row.id}
            </Link>
            <span className="shrink-0 text-ink-3">
              made from this one {formatRelativeTime(row.created)}
            </span>
            <Link to={paths.compare(id, row.id)} className={`shrink-0 ${LINK}`}>
              Compare
            </Link>
          </Step>
        ))}
        {next !== null && (
          <Step>
            <Link
              to={paths.completions(completionSearchText({ ...listing, unknown: [] }))}
              className={LINK}
            >
              {total ? `All ${formatNumber(total.value)}` : 'All of them'}
            </Link>
          </Step>
        )}
      </ol>
    </section>
  );
}

const LINK = 'text-accent-ink underline-offset-2 hover:underline';

function Step({ isHere = false, children }: { isHere?: boolean; children: ReactNode }) {
  return (
    <li className="flex min-h-7 min-w-0 items-center gap-2.5 max-sm:min-h-11 max-sm:flex-wrap max-sm:gap-y-0">
      <span
        aria-hidden
        className={cx(
          'relative size-[7px] shrink-0 rounded-full',
          isHere ? 'bg-accent' : 'bg-surface ring-[1.5px] ring-control ring-inset',
        )}
      />
      {children}
    </li>
  );
}
