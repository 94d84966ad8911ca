import { useQuery } from '@tanstack/react-query';
import Trash2 from 'lucide-react/icons/trash';
import { useState } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router-dom';
import type { TrashedCompletion, TrashPage } from '@/api/trash';
import { Loaded, rowBars } from '@/components/loaded';
import { Pages } from '@/components/pages';
import { useSearchMarks } from '@/components/search-marks/use-search-marks';
import { formatDays, formatNumber } from '@/lib/format';
import { paths } from '@/paths';
import { trashQueries } from '@/queries/trash-queries';
import { buttonLook } from '@/ui/button';
import { EmptyState } from '@/ui/empty-state';
import { SearchBox } from '@/ui/search-box';
import { EraseConfirm } from './erase-confirm';
import { TrashActions } from './trash-actions';
import { TrashRow } from './trash-row';

type Props = { after: string | undefined; days: number };

export function TrashList({ after, days }: Props) {
  const [params] = useSearchParams();
  const q = params.get('q') ?? '';
  const query = useQuery(trashQueries.page(after, q));
  const navigate = useNavigate();
  const marks = useSearchMarks(q, '[data-preview]');
  return (
    <div ref={marks}>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-line px-5 py-2.5">
        <SearchBox
          label="Texts, ids, metadata"
          text={q}
          onSearch={(next) => void navigate(paths.data('trash', { q: next }))}
          className="w-56 max-sm:w-full"
        />
        <p className="ms-auto text-xs text-ink-3">Kept for {formatDays(days)}, then erased</p>
      </div>
      <Loaded
        query={query}
        what="the trash"
        bars={rowBars('h-8')}
        className="mx-5 my-4"
        empty={{
          when: ({ rows }) => rows.length === 0,
          show: <NothingThere isFirst={query.data?.total === 0} {...{ after, days, q }} />,
        }}
      >
        {(page) => <Rows {...{ page, after, q }} />}
      </Loaded>
    </div>
  );
}

function NothingThere({ after, days, q, isFirst }: Props & { q: string; isFirst: boolean }) {
  const isEmpty = isFirst && q === '';
  const title = isEmpty ? 'The trash is empty' : 'Nothing more in the trash';
  return (
    <EmptyState
      icon={<Trash2 aria-hidden />}
      title={isFirst && q !== '' ? `Nothing in the trash for “${q}”` : title}
      actions={
        (after !== undefined || q !== '') && (
          <Link to={paths.data('trash')} className={buttonLook()}>
            {q === '' ? 'Back to the newest' : 'Show all'}
          </Link>
        )
      }
    >
      {isEmpty &&
        `What is deleted on this server stays here for ${formatDays(days)} and can be restored. After that it is erased.`}
    </EmptyState>
  );
}

function Rows({ page, after, q }: { page: TrashPage; after: string | undefined; q: string }) {
  const { rows, total, next } = page;
  const [erasing, setErasing] = useState<TrashedCompletion | null>(null);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  return (
    <>
      <TrashActions
        ids={rows.map(({ id }) => id)}
        selected={rows.map(({ id }) => id).filter((id) => selected.has(id))}
        isFound={q !== ''}
        onSelect={(ids) => setSelected(new Set(ids))}
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
      <Pages what="the trash" section="trash" {...{ after, next, q }}>
        {formatNumber(total)} {q === '' ? 'in the trash' : 'found'}
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
