import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { Rule } from '@/api/retention';
import { jobStarted } from '@/components/jobs/followed-job';
import { QueryError } from '@/components/query-error';
import { retentionMutations } from '@/queries/retention-queries';
import { Button } from '@/ui/button';
import { ConfirmDialog } from '@/ui/confirm-dialog';
import { Switch } from '@/ui/switch';
import { DryRunResult } from './dry-run-result';
import { ruleSentence } from './rule-text';
import { RunConfirm } from './run-confirm';

const DAY_S = 86_400;

type Props = { rule: Rule; onEdit: () => void };

export function RuleRow({ rule, onEdit }: Props) {
  const [asking, setAsking] = useState<'run' | 'remove' | null>(null);
  const looking = useMutation(retentionMutations.runDry());
  const saving = useMutation(retentionMutations.save());
  const removing = useMutation(retentionMutations.remove());
  const { dry_run: seen, id } = rule;
  const error = looking.error ?? saving.error;

  function toggle(enabled: boolean) {
    const { name, action, older_than_days, where, except, hour } = rule;
    saving.mutate({
      fields: { name, action, older_than_days, where, except, hour, enabled },
      rule,
    });
  }

  return (
    <li aria-label={rule.name} className="mb-3 rounded-xl border border-line bg-surface p-4">
      <div className="flex flex-wrap items-start gap-x-6 gap-y-3">
        <div className="min-w-0 flex-1 basis-72">
          <h2 className="text-sm font-semibold break-words">{rule.name}</h2>
          <p className="mt-0.5 text-sm break-words text-ink-2">{ruleSentence(rule)}.</p>
          <p className="mt-0.5 text-xs text-ink-3">
            Every day from {String(rule.hour).padStart(2, '0')}:00 UTC, when it is on.
          </p>
        </div>
        <Switch
          label="On"
          checked={rule.enabled}
          aria-disabled={(!rule.enabled && seen === null) || undefined}
          hint={seen === null && !rule.enabled ? 'See first what it would do' : undefined}
          onChange={(enabled) => (enabled && seen === null ? looking.mutate(id) : toggle(enabled))}
        />
      </div>
      <div className="mt-3 flex flex-wrap gap-2">
        <Button size="sm" loading={looking.isPending} onClick={() => looking.mutate(id)}>
          {seen === null ? 'See what it would do' : 'Look again'}
        </Button>
        {seen !== null && seen.count > 0 && (
          <Button size="sm" onClick={() => setAsking('run')}>
            Run now…
          </Button>
        )}
        <Button size="sm" variant="ghost" onClick={onEdit}>
          Edit
        </Button>
        <Button size="sm" variant="dangerGhost" onClick={() => setAsking('remove')}>
          Remove
        </Button>
      </div>
      {seen !== null && <DryRunResult rule={rule} seen={seen} isOld={isOld(seen.at)} />}
      {error !== null && <QueryError className="mt-3" title="It was not done" error={error} />}
      {asking === 'run' && seen !== null && (
        <RunConfirm
          rule={rule}
          seen={seen}
          onStarted={jobStarted}
          onClose={() => setAsking(null)}
        />
      )}
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

/** Too old to switch the rule on by. */
function isOld(at: number): boolean {
  return at < Date.now() / 1_000 - DAY_S;
}
