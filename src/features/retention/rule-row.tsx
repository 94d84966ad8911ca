import { useMutation, useQuery } from '@tanstack/react-query';
import Ellipsis from 'lucide-react/icons/ellipsis';
import { useState } from 'react';
import type { Rule, RuleFields } from '#contract/wire/retention';
import { jobStarted } from '@/components/jobs/followed-job';
import { QueryError } from '@/components/query-error';
import { useLack } from '@/queries/access';
import { retentionMutations, retentionQueries } from '@/queries/retention-queries';
import { Button } from '@/ui/button';
import { ConfirmDialog } from '@/ui/confirm-dialog';
import { IconButton } from '@/ui/icon-button';
import { Menu, MenuItem } from '@/ui/menu';
import { Switch } from '@/ui/switch';
import { DryRunResult } from './dry-run-result';
import { RuleConfirm } from './rule-confirm';
import { needsConfirm } from './rule-draft';
import { RuleTimes } from './rule-times';
import { type RuleChange, RuleTokens } from './rule-tokens';
import { RunConfirm } from './run-confirm';

type Props = { rule: Rule; onEdit: () => void };

export function RuleRow({ rule, onEdit }: Props) {
  const [asking, setAsking] = useState<'on' | 'run' | 'remove' | null>(null);
  const [asked, setAsked] = useState<RuleFields | null>(null);
  const { problem, id, name } = rule;
  const counted = useQuery({ ...retentionQueries.preview(rule), enabled: problem === null });
  const saving = useMutation(retentionMutations.save());
  const removing = useMutation(retentionMutations.remove());
  const lack = useLack('admin');
  const error = saving.error ?? counted.error;
  const close = () => setAsking(null);

  /** A rule that is on asks before it does something else. */
  function change(part: RuleChange) {
    const { action, older_than_days, where, except, enabled, hour } = rule;
    const fields = { name, action, older_than_days, where, except, enabled, hour, ...part };
    if (needsConfirm(fields, rule)) setAsked(fields);
    else saving.mutate({ fields, rule });
  }

  return (
    <li
      aria-label={name}
      className="flex flex-wrap items-start gap-x-4 gap-y-3 border-b border-line px-5 py-4"
    >
      <Switch
        label={`On: ${name}`}
        hideLabel
        className="mt-6"
        checked={rule.enabled}
        disabled={lack !== null}
        title={lack ?? undefined}
        onChange={(enabled) =>
          enabled ? setAsking('on') : saving.mutate({ fields: { ...rule, enabled }, rule })
        }
      />
      <div className="min-w-0 flex-1 basis-72 space-y-1.5">
        <h2 id={id} className="text-xs font-medium break-words text-ink-3">
          <bdi>{name}</bdi>
        </h2>
        <RuleTokens rule={rule} nameId={id} onChange={lack === null ? change : null} />
        {counted.data && <DryRunResult rule={rule} seen={counted.data} />}
        <RuleTimes rule={rule} />
        {problem !== null && (
          <p role="alert" className="text-sm break-words text-warning-ink">
            This rule does not run: {problem} Edit its filter.
          </p>
        )}
        {error !== null && <QueryError title="That did not work" error={error} />}
      </div>
      <Actions
        {...{ rule, lack, onEdit }}
        onAsk={setAsking}
        onCount={() => void counted.refetch()}
      />
      {asking === 'on' && <RuleConfirm rule={rule} fields={rule} onSaved={close} onClose={close} />}
      {asked && (
        <RuleConfirm
          rule={rule}
          fields={asked}
          onSaved={() => setAsked(null)}
          onClose={() => setAsked(null)}
        />
      )}
      {asking === 'run' && <RunConfirm rule={rule} onStarted={jobStarted} onClose={close} />}
      {asking === 'remove' && (
        <ConfirmDialog
          danger
          title={`Remove the rule “${name}”?`}
          confirmLabel="Remove the rule"
          loading={removing.isPending}
          onConfirm={() => removing.mutate(id, { onSuccess: close })}
          onClose={close}
        >
          <p>This deletes no completions and restores none. Past runs stay in Jobs.</p>
          {removing.isError && (
            <QueryError className="mt-3" title="It was not removed" error={removing.error} />
          )}
        </ConfirmDialog>
      )}
    </li>
  );
}

type ActionsProps = Props & {
  lack: string | null;
  onAsk: (what: 'run' | 'remove') => void;
  onCount: () => void;
};

function Actions({ rule: { problem, name }, lack, onEdit, onAsk, onCount }: ActionsProps) {
  return (
    <div className="flex shrink-0 items-center gap-1">
      {problem === null && (
        <Button
          size="sm"
          aria-label={`Run now: ${name}`}
          aria-haspopup="dialog"
          notNow={lack}
          onClick={() => onAsk('run')}
        >
          Run now…
        </Button>
      )}
      <Button
        size="sm"
        variant="ghost"
        aria-label={`Edit: ${name}`}
        aria-haspopup="dialog"
        notNow={lack}
        onClick={onEdit}
      >
        Edit
      </Button>
      <Menu
        label={`More about ${name}`}
        placement="bottom-end"
        trigger={
          <IconButton label={`More about ${name}`} size="sm">
            <Ellipsis aria-hidden />
          </IconButton>
        }
      >
        <MenuItem onSelect={onCount}>Count again</MenuItem>
        <MenuItem
          danger
          aria-haspopup="dialog"
          disabledReason={lack ?? undefined}
          onSelect={() => onAsk('remove')}
        >
          Remove…
        </MenuItem>
      </Menu>
    </div>
  );
}
