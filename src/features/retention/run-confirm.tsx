import { useMutation, useQuery } from '@tanstack/react-query';
import type { DryRun, Rule } from '@/api/retention';
import { completionsText } from '@/components/jobs/job-text';
import { QueryError } from '@/components/query-error';
import { formatNumber } from '@/lib/format';
import { retentionMutations } from '@/queries/retention-queries';
import { serverQueries } from '@/queries/server-queries';
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
  const { data: server } = useQuery(serverQueries.info());
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
          ? trashText(server?.limits.trashDays ?? 0)
          : 'Texts that are removed cannot be brought back; ids, numbers and metadata stay.'}
      </p>
      {running.isError && (
        <QueryError className="mt-3" title="It was not started" error={running.error} />
      )}
    </ConfirmDialog>
  );
}

function trashText(days: number): string {
  if (days === 0) return 'This server keeps no trash: this cannot be undone.';
  const time = days === 1 ? '1 day' : `${formatNumber(days)} days`;
  return `Undo: for ${time} all of it can be restored, at once or one by one, from the jobs and the trash.`;
}
