import { useQuery } from '@tanstack/react-query';
import Download from 'lucide-react/icons/download';
import ScrollText from 'lucide-react/icons/scroll-text';
import { Link } from 'react-router-dom';
import type { AuditEntry } from '#contract/wire/audit';
import { AUDIT_FILE } from '@/api/audit';
import { QueryError } from '@/components/query-error';
import { formatDateTime, formatRelativeTime } from '@/lib/format';
import { shownText } from '@/lib/shown-text';
import { paths } from '@/paths';
import { auditQueries } from '@/queries/audit-queries';
import { buttonLook } from '@/ui/button';
import { EmptyState } from '@/ui/empty-state';
import { Skeleton } from '@/ui/skeleton';
import { auditSentence } from './audit-text';

const HEADS = ['When', 'What', 'Who', 'From'];

/** Who did what to how many, when and from where. */
export function AuditLog({ after }: { after: string | undefined }) {
  const query = useQuery(auditQueries.page(after));
  if (query.isPending) {
    return <Loading />;
  }
  if (query.isError) {
    return (
      <QueryError
        className="m-4"
        title="The audit log could not be read"
        error={query.error}
        onRetry={() => void query.refetch()}
      />
    );
  }
  const { rows, next } = query.data;
  if (rows.length === 0) {
    return (
      <EmptyState icon={<ScrollText aria-hidden />} title="Nothing in the log yet">
        Whatever changes, removes, brings in or takes out completions is written here: who, when,
        from where and how many, never what they say. Nothing in it can be changed.
      </EmptyState>
    );
  }
  return (
    <>
      <div className="scrolls-x">
        <table className="w-full min-w-2xl text-left text-sm">
          <caption className="sr-only">Audit log</caption>
          <thead className="text-xs text-ink-3">
            <tr>
              {HEADS.map((head) => (
                <th
                  key={head}
                  scope="col"
                  className="border-b border-line px-2 py-2 font-normal first:px-5 last:px-5"
                >
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((entry) => (
              <Entry key={entry.id} entry={entry} />
            ))}
          </tbody>
        </table>
      </div>
      <nav aria-label="Pages of the audit log" className="flex items-center gap-2 px-4 py-3">
        <a href={AUDIT_FILE} download className={`${buttonLook({ size: 'sm' })} mr-auto`}>
          <Download aria-hidden className="size-3.5" />
          Download all (CSV)
        </a>
        {after !== undefined && (
          <Link to={paths.data('audit')} className={buttonLook({ size: 'sm' })}>
            Newest
          </Link>
        )}
        {next !== null && (
          <Link to={paths.data('audit', next)} className={buttonLook({ size: 'sm' })}>
            Older
          </Link>
        )}
      </nav>
    </>
  );
}

function Entry({ entry }: { entry: AuditEntry }) {
  const { at, actor, origin, subject } = entry;
  return (
    <tr className="hover:bg-hover">
      <td className="w-36 border-b border-line px-5 py-2 whitespace-nowrap text-ink-2">
        <time title={formatDateTime(at)}>{formatRelativeTime(at)}</time>
      </td>
      <td className="border-b border-line px-2 py-2">
        <span dir="auto" className="wrap-anywhere">
          {shownText(auditSentence(entry))}
        </span>
        {subject !== null && (
          <span className="block truncate font-mono text-xs text-ink-3">{shownText(subject)}</span>
        )}
      </td>
      <td className="w-36 border-b border-line px-2 py-2 whitespace-nowrap text-ink-2">
        {actor ?? 'anybody'}
      </td>
      <td className="w-44 border-b border-line px-5 py-2 font-mono text-xs text-ink-2">
        {origin ?? '–'}
      </td>
    </tr>
  );
}

function Loading() {
  return (
    <output aria-label="Loading the audit log" className="block space-y-3 p-4">
      {[0, 1, 2, 3].map((row) => (
        <Skeleton key={row} className="h-6" />
      ))}
    </output>
  );
}
