import { useQuery } from '@tanstack/react-query';
import Download from 'lucide-react/icons/download';
import ScrollText from 'lucide-react/icons/scroll-text';
import { Link } from 'react-router-dom';
import { AUDIT_FILE, type AuditEntry } from '@/api/audit';
import { QueryError } from '@/components/query-error';
import { formatDateTime, formatNumber, formatRelativeTime } from '@/lib/format';
import { paths } from '@/paths';
import { auditQueries } from '@/queries/audit-queries';
import { buttonLook } from '@/ui/button';
import { EmptyState } from '@/ui/empty-state';
import { Skeleton } from '@/ui/skeleton';

const HEADS = ['When', 'What', 'How many', 'Who', 'From', 'Id'];

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
                <th key={head} scope="col" className="border-b border-line px-4 py-2 font-medium">
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
  return (
    <tr className="hover:bg-hover">
      <td className="border-b border-line px-4 py-2 whitespace-nowrap">
        <time title={formatDateTime(entry.at)}>{formatRelativeTime(entry.at)}</time>
      </td>
      <td className="border-b border-line px-4 py-2 whitespace-nowrap">{entry.action}</td>
      <td className="border-b border-line px-4 py-2 text-right tabular-nums">
        {entry.count === null ? '–' : formatNumber(entry.count)}
      </td>
      <td className="border-b border-line px-4 py-2 whitespace-nowrap text-ink-2">
        {entry.actor ?? 'anybody'}
      </td>
      <td className="border-b border-line px-4 py-2 font-mono text-xs text-ink-2">
        {entry.origin ?? '–'}
      </td>
      <td className="max-w-60 truncate border-b border-line px-4 py-2 font-mono text-xs text-ink-3">
        {entry.subject ?? '–'}
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
