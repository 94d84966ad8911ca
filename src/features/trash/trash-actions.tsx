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
import { TRASH_COLUMNS } from './trash-row';

type Props = {
  /** Ids on this page, and those of them that are selected. */
  ids: string[];
  selected: string[];
  onSelect: (ids: string[]) => void;
};

/** The heads of the columns; in their place, once something is selected, what can be done with that. */
export function TrashActions({ ids, selected, onSelect }: Props) {
  const isSome = selected.length > 0;
  return (
    <div
      role="toolbar"
      aria-label="Actions on the trash"
      className="flex min-h-10 items-center gap-x-3 border-b border-line px-5 py-1 text-xs text-ink-3"
    >
      <Checkbox
        hideLabel
        label="Select this page"
        checked={isSome && selected.length === ids.length}
        indeterminate={isSome && selected.length < ids.length}
        onChange={({ target }) => onSelect(target.checked ? ids : [])}
      />
      <output className={isSome ? 'me-auto text-ink' : 'sr-only'}>
        {isSome && `${selected.length} selected`}
      </output>
      {isSome ? (
        <RestoreOrErase what="them" target={{ ids: selected }} onStarted={() => onSelect([])} />
      ) : (
        <>
          <span aria-hidden className="w-4 max-lg:hidden" />
          <span aria-hidden className="lg:hidden">
            Select this page
          </span>
          {TRASH_COLUMNS.map(({ name, className }) => (
            <span key={name} aria-hidden className={`${className} max-lg:hidden`}>
              {name}
            </span>
          ))}
          <span aria-hidden className="w-15 max-lg:hidden" />
        </>
      )}
    </div>
  );
}

/** Brings back, or erases, all that is in the trash. */
export function WholeTrash() {
  return <RestoreOrErase what="all" target={{ trash: 'all' }} onStarted={() => undefined} />;
}

type ActionProps = { what: 'all' | 'them'; target: TrashTarget; onStarted: () => void };

function RestoreOrErase({ what, target, onStarted }: ActionProps) {
  const [isErasing, setErasing] = useState(false);
  const restoring = useMutation(prepareJob());
  const erasing = usePrepared();
  const lack = useLack('delete');

  function restore() {
    restoring.mutate(
      { kind: 'restore', target, start: true },
      {
        onSuccess: ({ id }) => {
          jobStarted(id);
          onStarted();
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
    <div className="flex gap-1">
      <Button
        size="sm"
        variant="ghost"
        loading={restoring.isPending}
        notNow={lack}
        onClick={restore}
      >
        Restore {what}
      </Button>
      <Button size="sm" variant="dangerGhost" aria-haspopup="dialog" notNow={lack} onClick={erase}>
        Erase {what}…
      </Button>
      {isErasing && (
        <EraseMany
          prepared={erasing}
          onStarted={() => {
            setErasing(false);
            onStarted();
          }}
          onClose={() => setErasing(false)}
        />
      )}
    </div>
  );
}
