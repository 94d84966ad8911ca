import type { ReactNode } from 'react';
import type { Total } from '#contract/wire/table';
import type { CompletionSearch } from '@/lib/completion-search';
import { formatNumber } from '@/lib/format';
import { cx } from '@/ui/cx';
import { Select } from '@/ui/select';
import { changed, type ShowSearch } from './use-completion-search';

type Props = {
  search: CompletionSearch;
  onChange: ShowSearch;
  total: Total | null;
  /** How many there are without the filter; null where that is not known, or there is none. */
  all: Total | null;
  /** What its source is, where that matters. */
  mark: ReactNode;
  /** The search. */
  children?: ReactNode;
  /** What acts on the table as a whole. */
  actions?: ReactNode;
};

export function CompletionsHeader(props: Props) {
  const { search, onChange, total, all, mark, children, actions } = props;
  return (
    <header
      className={cx(
        'flex min-h-13 flex-wrap items-center gap-2 py-2 ps-5 pe-4',
        !children && 'border-b border-line',
      )}
    >
      <h1 className="mr-2 text-title">
        Completions{' '}
        {total !== null && (
          <span className="ml-2 font-normal text-ink-3 tabular-nums">
            {countText(total)}
            {all !== null && ` of ${countText(all)}`}
          </span>
        )}
      </h1>
      {mark}
      <div className="flex min-w-0 flex-wrap items-center gap-1.5 max-sm:order-1 max-sm:w-full sm:flex-1">
        {children}
      </div>
      {actions && (
        // On a phone a line of their own: what comes late moves no row.
        <div className="flex items-center gap-1.5 max-sm:w-full max-sm:justify-end">
          {/* A wide screen has the table's head for that. */}
          <Select
            hideLabel
            label="Order"
            className="sm:hidden"
            value={search.order}
            onChange={({ target }) =>
              onChange(
                changed(search, {
                  sort: 'created',
                  order: target.value === 'asc' ? 'asc' : 'desc',
                }),
              )
            }
          >
            <option value="desc">Newest first</option>
            <option value="asc">Oldest first</option>
          </Select>
          {actions}
        </div>
      )}
    </header>
  );
}

function countText({ value, relation }: Total): string {
  return `${relation === 'estimate' ? '~' : ''}${formatNumber(value)}`;
}
