import { useQuery } from '@tanstack/react-query';
import Trash2 from 'lucide-react/icons/trash';
import { useState } from 'react';
import { Link } from 'react-router-dom';
import type { TrashedCompletion } from '@/api/trash';
import { QueryError } from '@/components/query-error';
import { formatDays, formatNumber } from '@/lib/format';
import { paths } from '@/paths';
import { trashQueries } from '@/queries/trash-queries';
import { buttonLook } from '@/ui/button';
import { EmptyState } from '@/ui/empty-state';
import { Skeleton } from '@/ui/skeleton';
import { EraseConfirm } from './erase-confirm';
import { TrashActions } from './trash-actions';
import { TrashRow } from './trash-row';

type Props = { after: string | undefined; days: number };

export function TrashList({ after, days }: Props) {
  const query = useQuery(trashQueries.page(after));
  const [erasing, setErasing] = useState<TrashedCompletion | null>(null);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());

  if (query.isPending) return <Loading />;
  if (query.isError) {
    return (
      <QueryError
        className="m-4"
        title="The trash could not be read"
        error={query.error}
        onRetry={() => void query.refetch()}
      />
    );
  }
  const { rows, total, next } = query.data;
  if (rows.length === 0) {
    return (
      <EmptyState
        icon={<Trash2 aria-hidden />}
        title={total === 0 ? 'The trash is empty' : 'Nothing more in the trash'}
        actions={
          after !== undefined && (
            <Link to={paths.data('trash')} className={buttonLook()}>
              To the newest
            </Link>
          )
        }
      >
        {total === 0 &&
          `What is deleted on this server stays here for ${formatDays(days)} and can be restored. After that it is erased.`}
      </EmptyState>
    );
  }
  return (
    <>
      <TrashActions
        selected={rows.map(({ id }) => id).filter((id) => selected.has(id))}
        total={total}
        onDone={() => setSelected(new Set())}
      />
      <ul aria-label="Deleted completions">
        {rows.map((row) => (
          <TrashRow
            key={row.id}
            row={row}
            isSelected={selected.has(row.id)}
            onSelect={(isOn) => setSelected(withId(selected, row.id, isOn))}
            onErase={() => setErasing(row)}
          />
        ))}
      </ul>
      <nav aria-label="Pages of the trash" className="flex items-center gap-2 px-4 py-3">
        <p className="mr-auto text-xs text-ink-3 tabular-nums">
          {formatNumber(total)} in the trash, kept for {formatDays(days)}
        </p>
        {after !== undefined && (
          <Link to={paths.data('trash')} className={buttonLook({ size: 'sm' })}>
            Newest
          </Link>
        )}
        {next !== null && (
          <Link to={paths.data('trash', next)} className={buttonLook({ size: 'sm' })}>
            Older
          </Link>
        )}
      </nav>
      {erasing && <EraseConfirm row={erasing} onClose={() => setErasing(null)} />}
    </>
  );
}

function withId(ids: ReadonlySet<string>, id: string, isOn: boolean): ReadonlySet<string> {
  const next = new Set(ids);
  if (isOn) next.add(id);
  else next.delete(id);
  return next;
}

function Loading() {
  return (
    <output aria-label="Loading the trash" className="block space-y-3 p-4">
      {[0, 1, 2, 3].map((row) => (
        <Skeleton key={row} className="h-10" />
      ))}
    </output>
  );
}
