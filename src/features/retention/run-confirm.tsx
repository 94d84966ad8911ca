import { useMutation, useQuery } from '@tanstack/react-query';
import type { Rule } from '#contract/wire/retention';
import { completionsText } from '@/components/jobs/job-text';
import { QueryError } from '@/components/query-error';
import { retentionMutations, retentionQueries } from '@/queries/retention-queries';
import { ConfirmDialog } from '@/ui/confirm-dialog';
import { Summary, SummaryRow } from '@/ui/summary';
import { actedOnText } from './dry-run-result';
import { ruleSentence } from './rule-text';
import { UndoText } from './undo-text';

type Props = { rule: Rule; onStarted: (job: string) => void; onClose: () => void };

/** Runs a rule by hand, for as many completions as there are while this is open, and no more. */
export function RunConfirm({ rule, onStarted, onClose }: Props) {
  const { data: seen, error, isFetching, refetch } = useQuery(retentionQueries.preview(rule));
  const running = useMutation(retentionMutations.run());
  const failure = running.error ?? error;
  const isDelete = rule.action === 'delete';
  const what = seen === undefined || isFetching ? '…' : completionsText(seen.count);
  return (
    <ConfirmDialog
      danger
      title={isDelete ? `Delete ${what} now?` : `Remove the texts of ${what} now?`}
      confirmLabel={isDelete ? `Delete ${what}` : `Remove the texts of ${what}`}
      loading={running.isPending || isFetching}
      onConfirm={() =>
        seen &&
        running.mutate(
          { id: rule.id, confirm: seen.count },
          {
            onSuccess: ({ id }) => {
              onStarted(id);
              onClose();
            },
            // There may be more by now: the question is then asked with their number.
            onError: () => void refetch(),
          },
        )
      }
      onClose={onClose}
    >
      <p>{ruleSentence(rule)}.</p>
      <Summary>
        {seen !== undefined && (
          <SummaryRow name="Now">
            {actedOnText(rule.action, seen.count)} of {completionsText(seen.total)}, counted just
            now
          </SummaryRow>
        )}
        <SummaryRow name="Undo">
          <UndoText action={rule.action} />
        </SummaryRow>
      </Summary>
      {failure !== null && (
        <QueryError className="mt-3" title="It was not started" error={failure} />
      )}
    </ConfirmDialog>
  );
}
