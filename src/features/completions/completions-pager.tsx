import ChevronLeft from 'lucide-react/icons/chevron-left';
import ChevronRight from 'lucide-react/icons/chevron-right';
import ChevronsLeft from 'lucide-react/icons/chevrons-left';
import ChevronsRight from 'lucide-react/icons/chevrons-right';
import type { ComponentProps, ComponentType } from 'react';
import { Link } from 'react-router-dom';
import { type CompletionPage, LAST_PAGE } from '@/api/list-table';
import type { CompletionSearch } from '@/lib/completion-search';
import { formatNumber, formatTime } from '@/lib/format';
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
  /** Present: asking for it anew fails, and since then it is as it was at that time, in Unix seconds. */
  asOf: number | null;
};

/** Links, so that a page of the table can be opened elsewhere, shared and gone back to. */
export function CompletionsPager({ search, page, onPrepare, onChange, isPlain, asOf }: Props) {
  const { next, previous } = page;
  const limit = limitOf(search, isPlain);
  return (
    <nav
      aria-label="Pages"
      className="flex min-h-12 items-center justify-end gap-1 border-t border-line ps-5 pe-4"
    >
      <output className="text-sm text-ink-2 tabular-nums">
        {whereOf(page)}
        {Number(page.unsearched) > 0 && (
          <span className="ms-2 text-ink-3">
            {formatNumber(Number(page.unsearched))} not searched yet
          </span>
        )}
        {asOf !== null && <span className="ms-2 text-ink-3">as of {formatTime(asOf)}</span>}
      </output>
      <PageSize {...{ search, onChange, isPlain, limit }} />
      <PageLink
        name="First"
        icon={ChevronsLeft}
        to={previous === null ? null : changed(search, {})}
        onPrepare={onPrepare}
      />
      <PageLink
        name="Previous"
        icon={ChevronLeft}
        to={previous === null ? null : changed(search, { before: previous })}
        onPrepare={onPrepare}
      />
      <span className="text-sm text-ink-2 tabular-nums max-sm:hidden">{pageOf(page, limit)}</span>
      <PageLink
        name="Next"
        icon={ChevronRight}
        to={next === null ? null : changed(search, { after: next })}
        onPrepare={onPrepare}
      />
      <PageLink
        name="Last"
        icon={ChevronsRight}
        to={next === null || page.ignoresOrder ? null : changed(search, { before: LAST_PAGE })}
        onPrepare={onPrepare}
      />
    </nav>
  );
}

function limitOf({ limit }: CompletionSearch, isPlain: boolean): number {
  const { sizes, usual } = isPlain ? PLAIN_SIZES : TABLE_SIZES;
  return Math.min(limit ?? usual, sizes.at(-1) ?? usual);
}

type SizeProps = Pick<Props, 'search' | 'onChange' | 'isPlain'> & { limit: number };

function PageSize({ search, onChange, isPlain, limit }: SizeProps) {
  const { sizes } = isPlain ? PLAIN_SIZES : TABLE_SIZES;
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
  if (count === 0) return '';
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

/** Which page it is, of how many; null where the server does not count. */
function pageOf({ total, preceding, next, previous }: CompletionPage, limit: number) {
  if (total?.relation !== 'exact') return null;
  const pages = Math.ceil(total.value / limit);
  const before = previous === null ? 0 : next === null ? null : preceding?.value;
  if (before === undefined) return null;
  const page = before === null ? pages : Math.ceil(before / limit) + 1;
  return `Page ${formatNumber(page)} of ${formatNumber(pages)}`;
}

type LinkProps = Pick<Props, 'onPrepare'> & {
  name: string;
  icon: ComponentType<ComponentProps<'svg'>>;
  to: CompletionSearch | null;
};

/** At an end of the list there is nowhere to go: the place stays empty, so that the others do not move. */
function PageLink({ name, icon: Icon, to, onPrepare }: LinkProps) {
  const look = `${buttonLook({ variant: 'ghost', size: 'iconSm' })} max-sm:size-11`;
  if (to === null) return <span className={`${look} max-sm:hidden`} />;
  return (
    <Link
      to={searchPath(to)}
      aria-label={name}
      title={`${name} page`}
      onPointerEnter={() => onPrepare(to, false)}
      onFocus={() => onPrepare(to, false)}
      onClick={() => onPrepare(to, true)}
      className={look}
    >
      <Icon aria-hidden className="size-4" />
    </Link>
  );
}
