import { useMutation, useQuery } from '@tanstack/react-query';
import type { Rule, RuleFields } from '#contract/wire/retention';
import { completionsText } from '@/components/jobs/job-text';
import { QueryError } from '@/components/query-error';
import { formatUtc } from '@/lib/format';
import { retentionMutations, retentionQueries } from '@/queries/retention-queries';
import { ConfirmDialog } from '@/ui/confirm-dialog';
import { Skeleton } from '@/ui/skeleton';
import { actedOnText } from './dry-run-result';
import { ruleSentence } from './rule-text';
import { UndoText } from './undo-text';

type Props = { rule: Rule | null; fields: RuleFields; onSaved: () => void; onClose: () => void };

/** Before a rule is on that was not, or does something else: how many now, from when on, and what can be taken back. */
export function RuleConfirm({ rule, fields, onSaved, onClose }: Props) {
  const { data: seen, error, isFetching } = useQuery(retentionQueries.preview(fields));
  const saving = useMutation(retentionMutations.save());
  const isOn = rule?.enabled === true;
  const failure = error ?? saving.error;
  return (
    <ConfirmDialog
      danger
      title={isOn ? `Change the rule “${fields.name}”?` : `Switch on “${fields.name}”?`}
      confirmLabel={isOn ? 'Change the rule' : 'Switch it on'}
      loading={saving.isPending || isFetching}
      onConfirm={() =>
        seen &&
        saving.mutate(
          { fields: { ...fields, enabled: true }, rule, confirm: seen.count },
          { onSuccess: onSaved },
        )
      }
      onClose={onClose}
    >
      <p>{ruleSentence(fields)}.</p>
      {seen === undefined && error === null && (
        <output aria-label="Counting" className="mt-2 block">
          <Skeleton className="h-5" />
        </output>
      )}
      {seen !== undefined && (
        <dl className="mt-3 grid grid-cols-[auto_1fr] gap-x-4 gap-y-1.5">
          <dt className="text-ink-3">Now</dt>
          <dd className="font-medium text-ink">
            {actedOnText(fields.action, seen.count)} of {completionsText(seen.total)}
          </dd>
          <dt className="text-ink-3">First run</dt>
          <dd className="font-medium text-ink">
            {seen.first_run === null ? 'never' : formatUtc(seen.first_run)}
          </dd>
          <dt className="text-ink-3">Undo</dt>
          <dd>
            <UndoText action={fields.action} />
          </dd>
        </dl>
      )}
      {seen?.sweeping && (
        <p className="mt-2 text-warning-ink">
          This is more than half of all completions, so it never runs on its own, only by hand.
        </p>
      )}
      <p className="mt-2 text-ink-3">
        Nothing is deleted before the first run, at least 24 hours from now. Completions that reach
        the age by then are included.
      </p>
      {failure !== null && (
        <QueryError
          className="mt-3"
          title={error ? 'It could not be counted' : 'The rule was not saved'}
          error={failure}
        />
      )}
    </ConfirmDialog>
  );
}
