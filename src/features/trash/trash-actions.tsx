import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { TrashTarget } from '#contract/wire/targets';
import { jobStarted } from '@/components/jobs/followed-job';
import { usePrepared } from '@/components/jobs/use-prepared';
import { useLack } from '@/queries/access';
import { prepareJob } from '@/queries/job-queries';
import { Button } from '@/ui/button';
import { Checkbox } from '@/ui/checkbox';
import { showToast } from '@/ui/toast-store';
import { EraseMany } from './erase-many';

type Props = {
  /** Ids on this page, and those of them that are selected. */
  ids: string[];
  selected: string[];
  isFound: boolean;
  onSelect: (ids: string[]) => void;
};

/** Brings back, or erases, what is selected, or all that is in the trash. */
export function TrashActions({ ids, selected, isFound, onSelect }: Props) {
  const [isErasing, setErasing] = useState(false);
  const restoring = useMutation(prepareJob());
  const erasing = usePrepared();
  const lack = useLack('delete');
  const isSome = selected.length > 0;
  const target: TrashTarget = isSome ? { ids: selected } : { trash: 'all' };

  function restore() {
    restoring.mutate(
      { kind: 'restore', target, start: true },
      {
        onSuccess: ({ id }) => {
          jobStarted(id);
          onSelect([]);
        },
        onError: ({ message }) =>
          showToast({ title: 'Nothing was restored', detail: message, tone: 'danger' }),
      },
    );
  }

  function erase() {
    erasing.prepare({ kind: 'erase', target });
    setErasing(true);
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
            loading={restoring.isPending}
            notNow={lack}
            onClick={restore}
          >
            Restore {isSome ? 'them' : 'all'}
          </Button>
          <Button
            size="sm"
            variant="dangerGhost"
            aria-haspopup="dialog"
            notNow={lack}
            onClick={erase}
          >
            Erase {isSome ? 'them' : 'all'}…
          </Button>
        </div>
      )}
      {isErasing && (
        <EraseMany
          prepared={erasing}
          onStarted={() => {
            setErasing(false);
            onSelect([]);
          }}
          onClose={() => setErasing(false)}
        />
      )}
    </div>
  );
}

function whatActs(isFound: boolean): string {
  return isFound ? 'Select what to restore or erase' : 'Select some, or act on all';
}
