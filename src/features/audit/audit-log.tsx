import { useQuery } from '@tanstack/react-query';
import Download from 'lucide-react/icons/download';
import ScrollText from 'lucide-react/icons/scroll-text';
import { Link, useNavigate, useSearchParams } from 'react-router-dom';
import { AUDIT_FILE } from '@/api/audit';
import { Loaded, rowBars } from '@/components/loaded';
import { Newest, Pages } from '@/components/pages';
import { formatCount } from '@/lib/format';
import { ownPath } from '@/lib/own-address';
import { paths } from '@/paths';
import { useLack } from '@/queries/access';
import { auditQueries } from '@/queries/audit-queries';
import { buttonLook } from '@/ui/button';
import { EmptyState } from '@/ui/empty-state';
import { SearchBox } from '@/ui/search-box';
import { auditFilterText, countOf, rangePairs, readAuditFilter } from './audit-filter';
import { AuditTable } from './audit-table';
import { AuditTokens } from './audit-tokens';

/** Who did what to how many, when and from where. */
export function AuditLog({ after }: { after: string | undefined }) {
  const [params] = useSearchParams();
  const q = params.get('q') ?? '';
  const filter = readAuditFilter(params);
  const text = auditFilterText(filter);
  const lack = useLack('admin');
  const query = useQuery({ ...auditQueries.page(after, q, text), enabled: lack === null });
  const range = new URLSearchParams(rangePairs(filter.range)).toString();
  const { data: counts = [] } = useQuery({
    ...auditQueries.counts(range),
    enabled: lack === null,
  });
  const navigate = useNavigate();
  const show = (next: { q?: string; filter?: string }) =>
    void navigate(paths.data('audit', { q, filter: text, ...next }));
  const newest = <Newest section="audit" {...{ after, q }} filter={text} />;
  if (lack !== null) {
    return (
      <EmptyState icon={<ScrollText aria-hidden />} title="Not with your token">
        {lack}.
      </EmptyState>
    );
  }
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-line px-5 py-2.5">
        <SearchBox
          label="Who, what, or an id"
          text={q}
          onSearch={(next) => show({ q: next })}
          className="w-56 max-sm:w-full"
        />
        <AuditTokens
          {...{ filter, counts }}
          onChange={(next) => show({ filter: auditFilterText(next) })}
        />
        <p className="ms-auto text-xs text-ink-3 tabular-nums">
          {q === '' && counts.length > 0 && linesText(countOf(counts, filter))}
          Nobody can change or remove a line
        </p>
      </div>
      <Loaded
        query={query}
        what="the audit log"
        ways={newest}
        bars={rowBars('h-6')}
        className="mx-5 my-4"
        empty={{
          when: ({ rows, next }) => rows.length === 0 && next === null,
          show:
            after !== undefined ? (
              <EmptyState
                icon={<ScrollText aria-hidden />}
                title="No older lines"
                actions={newest}
              />
            ) : q + text === '' ? (
              <Nothing />
            ) : (
              <NothingFound q={q} />
            ),
        }}
      >
        {({ rows, next }) => (
          <>
            <AuditTable rows={rows} />
            <Pages what="the audit log" section="audit" {...{ after, next, q }} filter={text}>
              <a href={ownPath(AUDIT_FILE)} download className={buttonLook({ size: 'sm' })}>
                <Download aria-hidden className="size-3.5" />
                Download all (CSV)
              </a>
            </Pages>
          </>
        )}
      </Loaded>
    </>
  );
}

function linesText(count: number): string {
  return `${formatCount(count, 'line')}. `;
}

function Nothing() {
  return (
    <EmptyState icon={<ScrollText aria-hidden />} title="Nothing in the log yet">
      Every change, deletion, import and export is recorded here: who, when, from where and how
      many, never the texts. Entries cannot be changed.
    </EmptyState>
  );
}

function NothingFound({ q }: { q: string }) {
  return (
    <EmptyState
      icon={<ScrollText aria-hidden />}
      title={q === '' ? 'No line matches these filters' : `Nothing in the log for “${q}”`}
      actions={
        <Link to={paths.data('audit')} className={buttonLook()}>
          Show all
        </Link>
      }
    >
      {q !== '' && 'Names, addresses and ids are found, and what was done.'}
    </EmptyState>
  );
}
