import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Rule } from '@/api/retention';
import { jobStarted } from '@/components/jobs/followed-job';
import { QueryError } from '@/components/query-error';
import { retentionMutations, retentionQueries } from '@/queries/retention-queries';
import { Button } from '@/ui/button';
import { ConfirmDialog } from '@/ui/confirm-dialog';
import { Switch } from '@/ui/switch';
import { DryRunResult } from './dry-run-result';
import { RuleConfirm } from './rule-confirm';
import { ruleSentence } from './rule-text';
import { RuleTimes } from './rule-times';
import { RunConfirm } from './run-confirm';

type Props = { rule: Rule; onEdit: () => void };

export function RuleRow({ rule, onEdit }: Props) {
  const [asking, setAsking] = useState<'on' | 'run' | 'remove' | null>(null);
  const { problem, id } = rule;
  const counted = useQuery({ ...retentionQueries.preview(rule), enabled: problem === null });
  const saving = useMutation(retentionMutations.save());
  const removing = useMutation(retentionMutations.remove());
  const error = saving.error ?? counted.error;
  const close = () => setAsking(null);

  return (
    <li aria-label={rule.name} className="mb-3 rounded-xl border border-line bg-surface p-4">
      <div className="flex flex-wrap items-start gap-x-6 gap-y-3">
        <div className="min-w-0 flex-1 basis-72">
          <h2 className="text-sm font-semibold break-words">{rule.name}</h2>
          <p className="mt-0.5 text-sm break-words text-ink-2">{ruleSentence(rule)}.</p>
          <RuleTimes rule={rule} />
        </div>
        <Switch
          label="On"
          checked={rule.enabled}
          onChange={(enabled) =>
            enabled ? setAsking('on') : saving.mutate({ fields: { ...rule, enabled }, rule })
          }
        />
      </div>
      {problem !== null && (
        <p role="alert" className="mt-2 text-sm break-words text-warning-ink">
          This rule does not run: {problem} Edit its filter.
        </p>
      )}
      <div className="mt-3 flex flex-wrap gap-2">
        <Button size="sm" loading={counted.isFetching} onClick={() => void counted.refetch()}>
          Count again
        </Button>
        {problem === null && (
          <Button size="sm" aria-haspopup="dialog" onClick={() => setAsking('run')}>
            Run now…
          </Button>
        )}
        <Button size="sm" variant="ghost" aria-haspopup="dialog" onClick={onEdit}>
          Edit
        </Button>
        <Button
          size="sm"
          variant="dangerGhost"
          aria-haspopup="dialog"
          onClick={() => setAsking('remove')}
        >
          Remove
        </Button>
      </div>
      {counted.data && <DryRunResult rule={rule} seen={counted.data} />}
      {error !== null && <QueryError className="mt-3" title="It was not done" error={error} />}
      {asking === 'on' && <RuleConfirm rule={rule} fields={rule} onSaved={close} onClose={close} />}
      {asking === 'run' && <RunConfirm rule={rule} onStarted={jobStarted} onClose={close} />}
      {asking === 'remove' && (
        <ConfirmDialog
          danger
          title={`Remove the rule “${rule.name}”?`}
          confirmLabel="Remove the rule"
          loading={removing.isPending}
          onConfirm={() => removing.mutate(id, { onSuccess: () => setAsking(null) })}
          onClose={() => setAsking(null)}
        >
          <p>Nothing is deleted by that, and nothing comes back. Its past runs stay in the jobs.</p>
          {removing.isError && (
            <QueryError className="mt-3" title="It was not removed" error={removing.error} />
          )}
        </ConfirmDialog>
      )}
    </li>
  );
}
