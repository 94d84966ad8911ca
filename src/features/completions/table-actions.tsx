import { Link } from 'react-router-dom';
import type { CompletionSummary } from '@/api/completion-summary';
import type { CompletionSearch } from '@/lib/completion-search';
import { paths } from '@/paths';
import { buttonLook } from '@/ui/button';
import { RefreshButton } from './completions-header';
import { LayoutMenu } from './layout-menu';
import { queryOf } from '@/components/saved-view-store';

type Props = {
  search: CompletionSearch;
  rows: readonly CompletionSummary[];
  /** Columns that are chosen, but have no value on the page. */
  folded: number;
  plainLabel: string | null;
  isBusy: boolean;
  onRefresh: () => void;
};

/** What acts on the table as a whole. */
export function TableActions({ search, rows, folded, plainLabel, isBusy, onRefresh }: Props) {
  return (
    <>
      <Link to={paths.review(queryOf(search))} className={buttonLook({ variant: 'ghost' })}>
        Review
      </Link>
      <LayoutMenu
        metadataKeys={[...new Set(rows.flatMap(({ metadata }) => Object.keys(metadata)))]}
        plainLabel={plainLabel}
        folded={folded}
      />
      <RefreshButton isBusy={isBusy} onRefresh={onRefresh} />
    </>
  );
}
