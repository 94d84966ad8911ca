import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { JobRequest } from '#contract/wire/jobs';
import { jobStarted } from '@/components/jobs/followed-job';
import { completionsText } from '@/components/jobs/job-text';
import { KeptCopies } from '@/components/kept-copies';
import { QueryError } from '@/components/query-error';
import { prepareJob } from '@/queries/job-queries';
import { Button } from '@/ui/button';
import { Checkbox } from '@/ui/checkbox';
import { ConfirmDialog } from '@/ui/confirm-dialog';
import { showToast } from '@/ui/toast-store';

type Props = {
  /** Ids on this page, and those of them that are selected. */
  ids: string[];
  selected: string[];
  /** In the trash, or of it what a search found. */
  total: number;
  isFound: boolean;
  onSelect: (ids: string[]) => void;
};

/** Brings back, or erases, what is selected, or all that is in the trash. */
export function TrashActions({ ids, selected, total, isFound, onSelect }: Props) {
  const [isErasing, setErasing] = useState(false);
  const starting = useMutation(prepareJob());
  const isSome = selected.length > 0;
  const target: JobRequest['target'] = isSome ? { ids: selected } : { trash: 'all' };
  const what = isSome ? completionsText(selected.length) : `all ${completionsText(total)}`;

  function start(kind: 'restore' | 'erase') {
    starting.mutate(
      { kind, target, start: true },
      {
        onSuccess: ({ id }) => {
          jobStarted(id);
          setErasing(false);
          onSelect([]);
        },
        onError: ({ message }) =>
          showToast({ title: 'Nothing was done', detail: message, tone: 'danger' }),
      },
    );
  }

  return (
    <div
      role="toolbar"
      aria-label="Actions on the trash"
      className="flex min-h-10 flex-wrap items-center gap-x-4 gap-y-2 border-b border-line px-5 py-1 text-sm"
    >
      <Checkbox
        hideLabel
        label="Select this page"
        checked={isSome && selected.length === ids.length}
        indeterminate={isSome && selected.length < ids.length}
        onChange={({ target }) => onSelect(target.checked ? ids : [])}
      />
      <output className="me-auto text-xs text-ink-3">
        {isSome ? `${selected.length} selected` : whatActs(isFound)}
      </output>
      {(isSome || !isFound) && (
        <div className="flex gap-1">
          <Button
            size="sm"
            variant="ghost"
            loading={starting.isPending}
            onClick={() => start('restore')}
          >
            Restore {isSome ? 'them' : 'all'}
          </Button>
          <Button
            size="sm"
            variant="dangerGhost"
            aria-haspopup="dialog"
            onClick={() => setErasing(true)}
          >
            Erase {isSome ? 'them' : 'all'}…
          </Button>
        </div>
      )}
      {isErasing && (
        <ConfirmDialog
          danger
          title={`Erase ${what} now?`}
          confirmLabel={`Erase ${what}`}
          loading={starting.isPending}
          onConfirm={() => start('erase')}
          onClose={() => setErasing(false)}
        >
          <p>
            They are taken out of the database, its search index and its log. This cannot be undone.
          </p>
          <KeptCopies />
          {starting.isError && (
            <QueryError className="mt-3" title="Nothing was erased" error={starting.error} />
          )}
        </ConfirmDialog>
      )}
    </div>
  );
}

function whatActs(isFound: boolean): string {
  return isFound ? 'Select what to restore or erase' : 'Select some, or act on all';
}
