import { useQuery } from '@tanstack/react-query';
import Download from 'lucide-react/icons/download';
import ScrollText from 'lucide-react/icons/scroll-text';
import type { AuditEntry } from '#contract/wire/audit';
import { AUDIT_FILE } from '@/api/audit';
import { Loaded, rowBars } from '@/components/loaded';
import { Pages } from '@/components/pages';
import { formatDateTime, formatRelativeTime } from '@/lib/format';
import { shownText } from '@/lib/shown-text';
import { ownPath } from '@/lib/own-address';
import { auditQueries } from '@/queries/audit-queries';
import { buttonLook } from '@/ui/button';
import { EmptyState } from '@/ui/empty-state';
import { auditSentence } from './audit-text';

const HEADS = ['When', 'What', 'Who', 'From'];

/** Who did what to how many, when and from where. */
export function AuditLog({ after }: { after: string | undefined }) {
  const query = useQuery(auditQueries.page(after));
  return (
    <Loaded
      query={query}
      what="the audit log"
      bars={rowBars('h-6')}
      empty={{
        when: ({ rows }) => rows.length === 0,
        show: (
          <EmptyState icon={<ScrollText aria-hidden />} title="Nothing in the log yet">
            Every change, deletion, import and export is recorded here: who, when, from where and
            how many, never the texts. Entries cannot be changed.
          </EmptyState>
        ),
      }}
    >
      {({ rows, next }) => (
        <>
          <Entries rows={rows} />
          <Pages what="the audit log" section="audit" {...{ after, next }}>
            <a href={ownPath(AUDIT_FILE)} download className={buttonLook({ size: 'sm' })}>
              <Download aria-hidden className="size-3.5" />
              Download all (CSV)
            </a>
          </Pages>
        </>
      )}
    </Loaded>
  );
}

function Entries({ rows }: { rows: readonly AuditEntry[] }) {
  return (
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
        {actor ?? 'No name given'}
      </td>
      <td className="w-44 border-b border-line px-5 py-2 font-mono text-xs text-ink-2">
        {origin ?? '–'}
      </td>
    </tr>
  );
}
