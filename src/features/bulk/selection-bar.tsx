import { useMutation } from '@tanstack/react-query';
import Columns2 from 'lucide-react/icons/columns-2';
import Copy from 'lucide-react/icons/copy';
import Download from 'lucide-react/icons/download';
import Lock from 'lucide-react/icons/lock';
import Tag from 'lucide-react/icons/tag';
import Trash2 from 'lucide-react/icons/trash';
import X from 'lucide-react/icons/x';
import { useEffect, useState } from 'react';
import { Link } from 'react-router-dom';
import type { Connection } from '@/api/connection';
import type { ExportOrder } from '@/api/exports';
import { useKey } from '@/components/keys/key-store';
import { useKeys } from '@/components/keys/use-keys';
import { CopyHere } from '@/components/copy-here';
import { inOrder } from '@/components/selection-order';
import {
  everythingSelected,
  selectionCleared,
  useSelectionStore,
} from '@/components/selection-store';
import type { Filter } from '#contract/filter';
import type { Total } from '#contract/wire/table';
import { formatNumber } from '@/lib/format';
import { paths } from '@/paths';
import { useCapability } from '@/queries/capabilities';
import { useCannot } from '@/queries/source/source-can';
import { Button, buttonLook } from '@/ui/button';
import { IconButton } from '@/ui/icon-button';
import { Kbd } from '@/ui/kbd';
import { Opening } from '@/ui/opening';
import { showToast } from '@/ui/toast-store';
import { type Chosen, targetOf } from './chosen';
import { usePrepared } from '@/components/jobs/use-prepared';
import { SelectionCost } from './selection-cost';
import { type Action, SelectionDialogs, TagMany } from './selection-dialogs';

export type Props = {
  connection: Connection;
  place: string;
  filters: Filter[];
  /** Whether the address says something that the table passes over: "all" would then be more than is meant. */
  isLenient: boolean;
  /** Filters that the source takes no notice of: "all" would be more than they say. */
  ignored: readonly Filter[];
  /** Of all pages; null where the server does not count. */
  total: Total | null;
  /** Of the table, for what is written from it. */
  sorting: ExportOrder;
  /** Id of the completion beside the table. */
  peeked: string | undefined;
};

const LOOK = { variant: 'ghost', size: 'sm' } as const;
const OPENS = { ...LOOK, 'aria-haspopup': 'dialog' } as const;

/** By an attribute: `:has` on the body would search the whole page at every change within it. */
function raiseToasts() {
  document.body.dataset['overPager'] = '';
  return () => {
    delete document.body.dataset['overPager'];
  };
}

/** What can be done with the selected rows; there only while some are. */
export function SelectionBar(props: Props) {
  const { connection, place, filters, isLenient, ignored, total, sorting, peeked } = props;
  const { ids, isAll: isAllChosen, place: current } = useSelectionStore();
  const hasAll = !isLenient && ignored.length === 0;
  const isAll = isAllChosen && hasAll;
  const missing = useMissing(connection, ignored);
  const [action, setAction] = useState<Action | null>(null);
  const hasJobs = useCapability(connection, 'jobs');
  const prepared = usePrepared();
  if (current !== place || (ids.size === 0 && !isAll)) return null;
  const chosen: Chosen = isAll ? { filters } : { ids: inOrder(ids, sorting.order) };
  const [one, other] = ids.keys();

  function remove() {
    // The dialog opens on the count of exactly what is about to be deleted.
    if (hasJobs) prepared.prepare({ kind: 'delete', target: targetOf(chosen) });
    setAction({ kind: 'delete', chosen });
  }

  return (
    <div
      role="toolbar"
      aria-label="Selection"
      data-over-pager
      ref={raiseToasts}
      className="flex flex-wrap items-center gap-0.5 text-sm max-sm:border-t max-sm:border-line max-sm:px-4 max-sm:py-1 sm:absolute sm:inset-x-4 sm:bottom-15 sm:z-20 sm:mx-auto sm:min-h-11 sm:w-fit sm:rounded-[10px] sm:bg-raised sm:ps-3.5 sm:pe-2 sm:py-1 sm:shadow-overlay"
    >
      <output className="mr-1 font-medium tabular-nums">
        {isAll ? `All ${countText(total)} selected` : `${formatNumber(ids.size)} selected`}
        {peeked !== undefined && !isAll && !ids.has(peeked) && ', not the one that is shown'}
      </output>
      <SelectionCost {...{ connection, filters, isAll }} />
      {isLenient && (
        <span className="text-warning-ink">
          “All matching” needs every part of the filter to be understood
        </span>
      )}
      {!isAll && hasAll && (total === null || total.value > ids.size) && (
        <Button {...LOOK} className="text-accent-ink!" onClick={() => everythingSelected(place)}>
          {total === null ? 'Select all matching' : `Select all ${countText(total)} matching`}
        </Button>
      )}
      <span aria-hidden className="mx-1.5 h-5 w-px bg-line-strong max-sm:hidden" />
      {!isAll && ids.size === 2 && one !== undefined && other !== undefined && (
        <Link to={paths.compare(one, other)} className={buttonLook(LOOK)}>
          <Columns2 aria-hidden className="size-3.5 max-sm:hidden" />
          Compare
        </Link>
      )}
      {missing.update === null && <TagButton onTag={() => setAction({ kind: 'tag', chosen })} />}
      <Button {...OPENS} onClick={() => setAction({ kind: 'export', chosen })}>
        <Download aria-hidden className="size-3.5 max-sm:hidden" />
        Export
      </Button>
      {!isAll && <CopySelected connection={connection} ids={inOrder(ids, sorting.order)} />}
      {missing.delete === null && (
        <Button {...OPENS} variant="dangerGhost" onClick={remove}>
          <Trash2 aria-hidden className="size-3.5 max-sm:hidden" />
          Delete
        </Button>
      )}
      {!isAll && <CopyIds ids={inOrder(ids, sorting.order)} />}
      <IconButton label="Clear the selection" size="iconSm" onClick={selectionCleared}>
        <X aria-hidden className="size-4" />
      </IconButton>
      {missing.sentence && (
        <p className="flex w-0 min-w-full items-center gap-1.5 text-xs text-ink-2">
          <Lock aria-hidden className="size-3 shrink-0" />
          {missing.sentence}
        </p>
      )}
      <Opening>
        <SelectionDialogs
          {...{ action, connection, prepared, hasJobs, sorting }}
          onExport={() => action && setAction({ ...action, kind: 'export' })}
          onClose={() => setAction(null)}
        />
      </Opening>
    </div>
  );
}

/** What cannot be done with the rows of a source, and the sentence that says so; null where all can. */
function useMissing(connection: Connection, ignored: readonly Filter[]) {
  const change = useCannot(connection, 'update');
  const remove = useCannot(connection, 'delete');
  const left = [change && 'Tag', remove && 'Delete', ignored.length > 0 && 'Select all matching'];
  const reasons = [
    change && 'cannot change metadata',
    remove && 'cannot delete completions',
    ignored.length > 0 && `ignores ${ignored.map(({ key, field }) => key ?? field).join(', ')}`,
  ];
  const names = listText(left);
  return {
    update: change,
    delete: remove,
    sentence:
      names &&
      `No ${names}: ${(change ?? remove)?.who ?? connection.label} ${listText(reasons, 'and')}.`,
  };
}

function listText(parts: (string | false | null)[], word = 'or'): string {
  const said = parts.filter((part) => typeof part === 'string');
  return [said.slice(0, -1).join(', '), said.at(-1)].filter(Boolean).join(` ${word} `);
}

function countText(total: Total | null): string {
  if (total === null) return '';
  return `${total.relation === 'exact' ? '' : 'about '}${formatNumber(total.value)}`;
}

function TagButton({ onTag }: { onTag: () => void }) {
  const key = useKey('tag');
  // What is typed after the key belongs to the dialog.
  useEffect(() => void TagMany.preload(), []);
  useKeys({ tag: onTag });
  return (
    <Button {...OPENS} aria-keyshortcuts={key ?? undefined} onClick={onTag}>
      <Tag aria-hidden className="size-3.5 max-sm:hidden" />
      Tag
      <Kbd className="max-sm:hidden">{key}</Kbd>
    </Button>
  );
}

type SelectedProps = { connection: Connection; ids: readonly string[] };

function CopySelected({ connection, ids }: SelectedProps) {
  return (
    <CopyHere connection={connection} ids={ids} to={paths.completions()}>
      Copy here
    </CopyHere>
  );
}

function CopyIds({ ids }: { ids: readonly string[] }) {
  const copying = useMutation({
    mutationFn: () => navigator.clipboard.writeText(ids.join('\n')),
    onSuccess: () => showToast({ title: 'Ids copied', tone: 'success' }),
    onError: () => showToast({ title: 'The browser did not allow copying', tone: 'danger' }),
  });
  return (
    <IconButton label="Copy ids" size="iconSm" onClick={() => copying.mutate()}>
      <Copy aria-hidden className="size-4" />
    </IconButton>
  );
}
