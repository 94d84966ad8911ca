import { Skeleton } from '@/ui/skeleton';
import { Cell, Table } from '@/ui/table';
import { CompletionColumns } from './completion-columns';
import type { ColumnId } from './columns';

const ROWS = Array.from({ length: 12 }, (_, index) => index);

/** Where rows are cards: the lines that each has at least. */
const LINES = new Set<ColumnId>(['created', 'input', 'output']);
const LINE = 'max-sm:block max-sm:h-5.5! max-sm:max-w-none max-sm:border-0 max-sm:p-0';

export function CompletionsSkeleton({ columns }: { columns: readonly ColumnId[] }) {
  return (
    <Table aria-hidden className="table-fixed max-sm:block">
      <CompletionColumns columns={columns} />
      <tbody className="max-sm:block">
        {ROWS.map((row) => (
          <tr
            key={row}
            className="max-sm:block max-sm:border-b max-sm:border-line max-sm:px-5 max-sm:pt-3 max-sm:pb-8"
          >
            <Cell className="max-sm:hidden" />
            {columns.map((column) => (
              <Cell key={column} className={LINES.has(column) ? LINE : 'max-sm:hidden'}>
                <Skeleton className="h-3 w-3/4" />
              </Cell>
            ))}
            <Cell className="max-sm:hidden" />
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
