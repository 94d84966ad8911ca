import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { JobRequest } from '#contract/wire/jobs';
import { jobStarted } from '@/components/jobs/followed-job';
import { completionsText } from '@/components/jobs/job-text';
import { KeptCopies } from '@/components/kept-copies';
import { QueryError } from '@/components/query-error';
import { prepareJob } from '@/queries/job-queries';
import { Button } from '@/ui/button';
import { ConfirmDialog } from '@/ui/confirm-dialog';
import { showToast } from '@/ui/toast-store';

type Props = {
  /** Ids on this page. */
  selected: string[];
  total: number;
  onDone: () => void;
};

/** Brings back, or erases, what is selected, or all that is in the trash. */
export function TrashActions({ selected, total, onDone }: Props) {
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
          onDone();
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
      className="flex flex-wrap items-center gap-2 border-b border-line px-4 py-2 text-sm"
    >
      <output className="mr-auto text-xs text-ink-3">
        {isSome ? `${selected.length} selected` : 'Select some, or act on all'}
      </output>
      <Button size="sm" loading={starting.isPending} onClick={() => start('restore')}>
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
