import { useQuery } from '@tanstack/react-query';
import Trash2 from 'lucide-react/icons/trash';
import { useState } from 'react';
import { Link } from 'react-router-dom';
import type { TrashedCompletion, TrashPage } from '@/api/trash';
import { Loaded, rowBars } from '@/components/loaded';
import { Pages } from '@/components/pages';
import { formatDays, formatNumber } from '@/lib/format';
import { paths } from '@/paths';
import { trashQueries } from '@/queries/trash-queries';
import { buttonLook } from '@/ui/button';
import { EmptyState } from '@/ui/empty-state';
import { EraseConfirm } from './erase-confirm';
import { TrashActions } from './trash-actions';
import { TrashRow } from './trash-row';

type Props = { after: string | undefined; days: number };

export function TrashList({ after, days }: Props) {
  const query = useQuery(trashQueries.page(after));
  return (
    <Loaded
      query={query}
      what="the trash"
      bars={rowBars('h-10')}
      empty={{
        when: ({ rows }) => rows.length === 0,
        show: <NothingThere isFirst={query.data?.total === 0} {...{ after, days }} />,
      }}
    >
      {(page) => <Rows {...{ page, after, days }} />}
    </Loaded>
  );
}

function NothingThere({ after, days, isFirst }: Props & { isFirst: boolean }) {
  return (
    <EmptyState
      icon={<Trash2 aria-hidden />}
      title={isFirst ? 'The trash is empty' : 'Nothing more in the trash'}
      actions={
        after !== undefined && (
          <Link to={paths.data('trash')} className={buttonLook()}>
            To the newest
          </Link>
        )
      }
    >
      {isFirst &&
        `What is deleted on this server stays here for ${formatDays(days)} and can be restored. After that it is erased.`}
    </EmptyState>
  );
}

function Rows({ page, after, days }: Props & { page: TrashPage }) {
  const { rows, total, next } = page;
  const [erasing, setErasing] = useState<TrashedCompletion | null>(null);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
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
      <Pages what="the trash" section="trash" {...{ after, next }}>
        {formatNumber(total)} in the trash, kept for {formatDays(days)}
      </Pages>
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
