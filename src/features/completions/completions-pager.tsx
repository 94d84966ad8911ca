import ChevronLeft from 'lucide-react/icons/chevron-left';
import ChevronRight from 'lucide-react/icons/chevron-right';
import ChevronsLeft from 'lucide-react/icons/chevrons-left';
import ChevronsRight from 'lucide-react/icons/chevrons-right';
import type { ReactNode } from 'react';
import { Link } from 'react-router-dom';
import { type CompletionPage, LAST_PAGE } from '@/api/list-table';
import type { CompletionSearch } from '@/lib/completion-search';
import { formatNumber } from '@/lib/format';
import { PLAIN_SIZES, TABLE_SIZES } from '@/lib/listing-params';
import { buttonLook } from '@/ui/button';
import { QuietSelect } from '@/ui/quiet-select';
import { changed, searchPath, type ShowSearch } from './use-completion-search';

type Props = {
  search: CompletionSearch;
  page: CompletionPage;
  /** A page is about to be opened, perhaps or for sure. */
  onPrepare: (search: CompletionSearch, isSure: boolean) => void;
  onChange: ShowSearch;
  isPlain: boolean;
};

/** Links, so that a page of the table can be opened elsewhere, shared and gone back to. */
export function CompletionsPager({ search, page, onPrepare, onChange, isPlain }: Props) {
  const { next, previous } = page;
  return (
    <nav
      aria-label="Pages"
      className="flex min-h-12 items-center justify-end gap-1 border-t border-line ps-5 pe-4"
    >
      <output className="text-sm text-ink-2 tabular-nums">{whereOf(page)}</output>
      <PageSize {...{ search, onChange, isPlain }} />
      <PageLink to={previous === null ? null : changed(search, {})} onPrepare={onPrepare}>
        <ChevronsLeft aria-hidden className="size-4" />
        First
      </PageLink>
      <PageLink
        to={previous === null ? null : changed(search, { before: previous })}
        onPrepare={onPrepare}
      >
        <ChevronLeft aria-hidden className="size-4" />
        Previous
      </PageLink>
      <PageLink to={next === null ? null : changed(search, { after: next })} onPrepare={onPrepare}>
        Next
        <ChevronRight aria-hidden className="size-4" />
      </PageLink>
      <PageLink
        to={next === null || page.ignoresOrder ? null : changed(search, { before: LAST_PAGE })}
        onPrepare={onPrepare}
      >
        Last
        <ChevronsRight aria-hidden className="size-4" />
      </PageLink>
    </nav>
  );
}

function PageSize({ search, onChange, isPlain }: Pick<Props, 'search' | 'onChange' | 'isPlain'>) {
  const { sizes, usual } = isPlain ? PLAIN_SIZES : TABLE_SIZES;
  const limit = Math.min(search.limit ?? usual, sizes.at(-1) ?? usual);
  const all = [...new Set([...sizes, limit])].sort((one, other) => one - other);
  return (
    <span className="ms-2 me-auto max-sm:hidden">
      <QuietSelect
        aria-label="Rows per page"
        value={limit}
        onChange={({ target }) => onChange(changed(search, { limit: Number(target.value) }))}
      >
        {all.map((size) => (
          <option key={size} value={size}>
            {formatNumber(size)} a page
          </option>
        ))}
      </QuietSelect>
    </span>
  );
}

function whereOf({ rows, total, preceding, next, previous }: CompletionPage): string {
  const count = rows.length;
  if (total === null) return `${count} on this page`;
  const all = total.relation === 'exact' ? total.value : Math.max(total.value, count);
  const of = `${total.relation === 'exact' ? '' : 'about '}${formatNumber(all)}`;
  if (previous === null) return `1–${formatNumber(count)} of ${of}`;
  const isCounted = next === null && total.relation === 'exact';
  if (isCounted) return `${formatNumber(all - count + 1)}–${of} of ${of}`;
  if (preceding === null) return `${formatNumber(count)} of ${of}`;
  const first = preceding.value + 1;
  const range = `${formatNumber(first)}–${formatNumber(first + count - 1)}`;
  return `${preceding.relation === 'exact' ? '' : 'about '}${range} of ${of}`;
}

type LinkProps = Pick<Props, 'onPrepare'> & { to: CompletionSearch | null; children: ReactNode };

/** At an end of the list there is nowhere to go: the place stays empty, so that the others do not move. */
function PageLink({ to, onPrepare, children }: LinkProps) {
  const look = buttonLook({ variant: 'ghost', size: 'sm' });
  if (to === null) return <span className={`${look} invisible max-sm:hidden`}>{children}</span>;
  return (
    <Link
      to={searchPath(to)}
      onPointerEnter={() => onPrepare(to, false)}
      onFocus={() => onPrepare(to, false)}
      onClick={() => onPrepare(to, true)}
      className={`${look} max-sm:px-1`}
    >
      {children}
    </Link>
  );
}
