import { useMutation } from '@tanstack/react-query';
import type { DryRun, Rule } from '@/api/retention';
import { completionsText } from '@/components/jobs/job-text';
import { QueryError } from '@/components/query-error';
import { retentionMutations } from '@/queries/retention-queries';
import { ConfirmDialog } from '@/ui/confirm-dialog';
import { ruleSentence } from './rule-text';

type Props = {
  rule: Rule;
  seen: DryRun;
  onStarted: (job: string) => void;
  onClose: () => void;
};

/** Runs a rule by hand, for as many completions as its dry run has found. */
export function RunConfirm({ rule, seen, onStarted, onClose }: Props) {
  const running = useMutation(retentionMutations.run());
  const isDelete = rule.action === 'delete';
  const what = completionsText(seen.count);
  return (
    <ConfirmDialog
      danger
      title={isDelete ? `Delete ${what} now?` : `Remove the texts of ${what} now?`}
      confirmLabel={isDelete ? `Delete ${what}` : `Remove the texts of ${what}`}
      loading={running.isPending}
      onConfirm={() =>
        running.mutate(
          { id: rule.id, confirm: seen.count },
          {
            onSuccess: ({ id }) => {
              onStarted(id);
              onClose();
            },
          },
        )
      }
      onClose={onClose}
    >
      <p>{ruleSentence(rule)}.</p>
      <p className="mt-2">
        {isDelete
          ? 'They go to the trash, if this server keeps one, and can be restored from the job.'
          : 'Texts that are removed cannot be brought back; ids, numbers and metadata stay.'}
      </p>
      {running.isError && (
        <QueryError className="mt-3" title="It was not started" error={running.error} />
      )}
    </ConfirmDialog>
  );
}
