import { useMutation, useQuery } from '@tanstack/react-query';
import type { Rule, RuleFields } from '#contract/wire/retention';
import { completionsText } from '@/components/jobs/job-text';
import { Loaded } from '@/components/loaded';
import { QueryError } from '@/components/query-error';
import { formatUtc } from '@/lib/format';
import { retentionMutations, retentionQueries } from '@/queries/retention-queries';
import { ConfirmDialog } from '@/ui/confirm-dialog';
import { Summary, SummaryRow } from '@/ui/summary';
import { actedOnText } from './dry-run-result';
import { ruleSentence } from './rule-text';
import { UndoText } from './undo-text';

const COUNT_BARS = ['h-5'];

type Props = { rule: Rule | null; fields: RuleFields; onSaved: () => void; onClose: () => void };

/** Before a rule is on that was not, or does something else: how many now, from when on, and what can be taken back. */
export function RuleConfirm({ rule, fields, onSaved, onClose }: Props) {
  const preview = useQuery(retentionQueries.preview(fields));
  const { data: seen, isFetching } = preview;
  const saving = useMutation(retentionMutations.save());
  const isOn = rule?.enabled === true;
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
      <Loaded query={preview} what="the count" bars={COUNT_BARS} className="mt-4">
        {({ count, total, first_run: first }) => (
          <Summary>
            <SummaryRow name="Now">
              {actedOnText(fields.action, count)} of {completionsText(total)}
            </SummaryRow>
            <SummaryRow name="First run">{first === null ? 'never' : formatUtc(first)}</SummaryRow>
            <SummaryRow name="Undo">
              <UndoText action={fields.action} />
            </SummaryRow>
          </Summary>
        )}
      </Loaded>
      {seen?.sweeping && (
        <p className="mt-2 text-warning-ink">
          This is more than half of all completions, so it never runs on its own, only by hand.
        </p>
      )}
      <p className="mt-2 text-ink-3">
        Nothing is deleted before the first run, at least 24 hours from now. Completions that reach
        the age by then are included.
      </p>
      {saving.error && (
        <QueryError className="mt-3" title="The rule was not saved" error={saving.error} />
      )}
    </ConfirmDialog>
  );
}
