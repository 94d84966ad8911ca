import RotateCw from 'lucide-react/icons/rotate-cw';
import Rows2 from 'lucide-react/icons/rows-2';
import type { ReactNode } from 'react';
import { Link } from 'react-router-dom';
import type { CompletionSummary } from '@/api/completion-summary';
import { useKey } from '@/components/keys/key-store';
import { useKeys } from '@/components/keys/use-keys';
import { queryOf } from '@/components/saved-view-store';
import type { CompletionSearch } from '@/lib/completion-search';
import { paths } from '@/paths';
import { buttonLook } from '@/ui/button';
import { IconButton } from '@/ui/icon-button';
import { LayoutMenu } from './layout-menu';
import { linesToggled, useTableLayout } from './table-layout';

type Props = {
  search: CompletionSearch;
  rows: readonly CompletionSummary[];
  /** Columns that are chosen, but have no value on the page. */
  folded: number;
  plainLabel: string | null;
  isBusy: boolean;
  onRefresh: () => void;
  /** What writes it to a file. */
  children: ReactNode;
};

/** What acts on the table as a whole. */
export function TableActions(props: Props) {
  const { search, rows, folded, plainLabel, isBusy, onRefresh, children } = props;
  const hasTwoLines = useTableLayout(({ density }) => density === 'relaxed');
  const key = useKey('twoLines');
  useKeys({ twoLines: linesToggled });
  return (
    <>
      <RefreshButton isBusy={isBusy} onRefresh={onRefresh} />
      {/* Beside a completion the rows have two lines in any case. */}
      {search.peek === undefined && (
        <IconButton
          label="Two lines a row"
          shortcut={key}
          aria-pressed={hasTwoLines}
          className="aria-pressed:bg-pressed max-sm:hidden"
          onClick={linesToggled}
        >
          <Rows2 aria-hidden className="size-4" />
        </IconButton>
      )}
      <LayoutMenu
        metadataKeys={[...new Set(rows.flatMap(({ metadata }) => Object.keys(metadata)))]}
        plainLabel={plainLabel}
        folded={folded}
      />
      {children}
      <Link to={paths.review(queryOf(search))} className={buttonLook({})}>
        Review
      </Link>
    </>
  );
}

function RefreshButton({ isBusy, onRefresh }: { isBusy: boolean; onRefresh: () => void }) {
  return (
    <IconButton label="Refresh" onClick={onRefresh} aria-busy={isBusy}>
      <RotateCw aria-hidden className={isBusy ? 'size-4 animate-spin' : 'size-4'} />
    </IconButton>
  );
}
