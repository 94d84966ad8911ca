import ChevronRight from 'lucide-react/icons/chevron-right';
import { type ReactNode, useState } from 'react';
import { cx } from '@/ui/cx';
import type { RowName } from '../parameters/parameter-rows';

type Props = {
  rows: readonly RowName[];
  row: (name: RowName) => ReactNode;
  isSearched: boolean;
};

/** The parameters that few need, folded; a search looks at them, too. */
export function MoreRows({ rows, row, isSearched }: Props) {
  const [isOpen, setOpen] = useState(false);
  if (rows.length === 0) return null;
  return (
    <div className="pt-1.5">
      {!isSearched && (
        <button
          type="button"
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
          className="flex h-8 w-full items-center gap-1.5 px-4 text-ink-2 hover:bg-hover pointer-coarse:h-11"
        >
          <ChevronRight aria-hidden className={cx('size-3.5', isOpen && 'rotate-90')} />
          {rows.length} more
        </button>
      )}
      {(isOpen || isSearched) && rows.map(row)}
    </div>
  );
}
