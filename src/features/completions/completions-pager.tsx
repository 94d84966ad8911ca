import { ChevronLeft, ChevronRight, ChevronsLeft, ChevronsRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from 'react-router-dom';
import { type CompletionPage, LAST_PAGE } from '@/api/list-table';
import type { CompletionSearch } from '@/lib/completion-search';
import { formatNumber } from '@/lib/format';
import { buttonLook } from '@/ui/button';
import { changed, searchPath } from './use-completion-search';

type Props = {
  search: CompletionSearch;
  page: CompletionPage;
  /** A page is about to be opened, perhaps or for sure. */
  onPrepare: (search: CompletionSearch, isSure: boolean) => void;
};

/** Links, so that a page of the table can be opened elsewhere, shared and gone back to. */
export function CompletionsPager({ search, page, onPrepare }: Props) {
  const { next, previous } = page;
  return (
    <nav
      aria-label="Pages"
      className="flex items-center justify-end gap-1 border-t border-line px-4 py-2"
    >
      <output className="mr-auto text-xs text-ink-3 tabular-nums">{whereOf(page)}</output>
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
        to={next === null ? null : changed(search, { before: LAST_PAGE })}
        onPrepare={onPrepare}
      >
        Last
        <ChevronsRight aria-hidden className="size-4" />
      </PageLink>
    </nav>
  );
}

/** Cursors do not tell how far in a page is; its place is known at both ends. */
function whereOf({ rows, total, next, previous }: CompletionPage): string {
  const count = rows.length;
  if (total === null) return `${count} on this page`;
  const all = total.relation === 'exact' ? total.value : Math.max(total.value, count);
  const of = `${total.relation === 'exact' ? '' : 'about '}${formatNumber(all)}`;
  if (previous === null) return `1–${formatNumber(count)} of ${of}`;
  const isCounted = next === null && total.relation === 'exact';
  if (isCounted) return `${formatNumber(all - count + 1)}–${of} of ${of}`;
  return `${formatNumber(count)} of ${of}`;
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
