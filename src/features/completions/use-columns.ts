import type { CompletionSummary } from '@/api/completion-summary';
import { useSameList } from '@/ui/use-same-list';
import { type ColumnId, fillableColumns, filledColumns, NARROW_COLUMNS } from './columns';
import { useTableLayout } from './table-layout';

type Shown = {
  columns: readonly ColumnId[];
  /** How many of the chosen ones have no value on the page. */
  folded: number;
};

/** The columns that the source can fill and the page has values for; two beside a completion. */
export function useColumns(
  isPlain: boolean,
  isNarrow: boolean,
  rows: readonly CompletionSummary[],
): Shown {
  const chosen = useTableLayout((state) => state.columns);
  const fillable = fillableColumns(chosen, isPlain);
  const filled = filledColumns(fillable, rows);
  const columns = useSameList(isNarrow ? NARROW_COLUMNS : filled);
  return { columns, folded: fillable.length - filled.length };
}
