import { Skeleton } from '@/ui/skeleton';
import { Cell, Table } from '@/ui/table';
import { CompletionColumns } from './completion-columns';
import type { ColumnId } from './columns';

const ROWS = Array.from({ length: 12 }, (_, index) => index);

export function CompletionsSkeleton({ columns }: { columns: readonly ColumnId[] }) {
  return (
    <Table aria-hidden className="table-fixed">
      <CompletionColumns columns={columns} />
      <tbody>
        {ROWS.map((row) => (
          <tr key={row}>
            <Cell />
            {columns.map((column) => (
              <Cell key={column} className={column === 'output' ? '' : 'max-sm:hidden'}>
                <Skeleton className="h-3 w-3/4" />
              </Cell>
            ))}
            <Cell />
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
