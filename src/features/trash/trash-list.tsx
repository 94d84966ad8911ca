import { useQuery } from '@tanstack/react-query';
import Trash2 from 'lucide-react/icons/trash';
import { useMemo, useState } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router-dom';
import type { DeletedBy, TrashedCompletion, TrashPage } from '@/api/trash';
import { Counted } from '@/components/counted';
import { Loaded, rowBars } from '@/components/loaded';
import { Newest, Pages } from '@/components/pages';
import { useSearchMarks } from '@/components/search-marks/use-search-marks';
import { formatDays, formatNumber } from '@/lib/format';
import { paths } from '@/paths';
import { trashQueries } from '@/queries/trash-queries';
import { buttonLook } from '@/ui/button';
import { EmptyState } from '@/ui/empty-state';
import { SearchBox } from '@/ui/search-box';
import { Segmented } from '@/ui/segmented';
import { EraseConfirm } from './erase-confirm';
import { withNames } from './row-names';
import { TrashActions, WholeTrash } from './trash-actions';
import { TrashRow } from './trash-row';

type Props = { after: string | undefined; days: number };

export function TrashList({ after, days }: Props) {
  const [params] = useSearchParams();
  const q = params.get('q') ?? '';
  const said = params.get('by');
  const by = said === 'rules' || said === 'people' ? said : null;
  const query = useQuery(trashQueries.page(after, q, by));
  const navigate = useNavigate();
  const found = query.data?.found;
  const isWhole = q === '' && by === null;
  const marks = useSearchMarks(q, '[data-preview]');
  return (
    <div ref={marks}>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-line px-5 py-2.5">
        <SearchBox
          label="Texts, ids, metadata"
          text={q}
          onSearch={(next) => void navigate(paths.data('trash', { q: next, filter: byText(by) }))}
          className="w-56 max-sm:w-full"
        />
        {found && found.rules + found.people > 0 && (
          <Segmented<DeletedBy | ''>
            label="Deleted by"
            options={[
              { value: '', label: <Counted name="All" count={found.rules + found.people} /> },
              { value: 'rules', label: <Counted name="By rules" count={found.rules} /> },
              { value: 'people', label: <Counted name="By people" count={found.people} /> },
            ]}
            value={by ?? ''}
            onChange={(next) =>
              void navigate(paths.data('trash', { q, filter: byText(next || null) }))
            }
          />
        )}
        <p className="ms-auto text-xs text-ink-3">Kept for {formatDays(days)}, then erased</p>
        {isWhole && query.data && query.data.total > 0 && <WholeTrash />}
      </div>
      <Loaded
        query={query}
        what="the trash"
        ways={<Newest section="trash" {...{ after, q }} filter={byText(by)} />}
        bars={rowBars('h-8')}
        className="mx-5 my-4"
        empty={{
          when: ({ rows }) => rows.length === 0,
          show: <NothingThere isFirst={query.data?.total === 0} {...{ after, days, q, by }} />,
        }}
      >
        {(page) => <Rows {...{ page, after, q, by }} />}
      </Loaded>
    </div>
  );
}

/** As the address says it. */
function byText(by: DeletedBy | null): string {
  return by === null ? '' : `by=${by}`;
}

type Found = { q: string; by: DeletedBy | null };

function NothingThere({ after, days, q, by, isFirst }: Props & Found & { isFirst: boolean }) {
  const isNarrow = q !== '' || by !== null;
  const isEmpty = isFirst && !isNarrow;
  const title = isEmpty ? 'The trash is empty' : 'Nothing more in the trash';
  return (
    <EmptyState
      icon={<Trash2 aria-hidden />}
      title={isFirst && isNarrow ? `Nothing in the trash${whatFor({ q, by })}` : title}
      actions={
        (after !== undefined || isNarrow) && (
          <Link to={paths.data('trash')} className={buttonLook()}>
            {isNarrow ? 'Show all' : 'Back to the newest'}
          </Link>
        )
      }
    >
      {isEmpty &&
        `What is deleted on this server stays here for ${formatDays(days)} and can be restored. After that it is erased.`}
    </EmptyState>
  );
}

function whatFor({ q, by }: Found): string {
  return `${by === null ? '' : ` that ${by} deleted`}${q === '' ? '' : ` for “${q}”`}`;
}

function Rows({ page, after, q, by }: Found & { page: TrashPage; after: string | undefined }) {
  const { rows, total, next } = page;
  const named = useMemo(() => withNames(rows), [rows]);
  const [erasing, setErasing] = useState<TrashedCompletion | null>(null);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  return (
    <>
      <TrashActions
        ids={rows.map(({ id }) => id)}
        selected={rows.map(({ id }) => id).filter((id) => selected.has(id))}
        onSelect={(ids) => setSelected(new Set(ids))}
      />
      <ul aria-label="Deleted completions">
        {named.map(({ row, name }) => (
          <TrashRow
            key={row.id}
            {...{ row, name }}
            isSelected={selected.has(row.id)}
            onSelect={(isOn) => setSelected(withId(selected, row.id, isOn))}
            onErase={() => setErasing(row)}
          />
        ))}
      </ul>
      <Pages what="the trash" section="trash" {...{ after, next, q }} filter={byText(by)}>
        {formatNumber(total)} {q === '' && by === null ? 'in the trash' : 'found'}
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
