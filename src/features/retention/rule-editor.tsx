import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { Rule } from '#contract/wire/retention';
import { QueryError } from '@/components/query-error';
import { retentionMutations } from '@/queries/retention-queries';
import { Button } from '@/ui/button';
import { Dialog } from '@/ui/dialog';
import { RuleConfirm } from './rule-confirm';
import { draftOf, fieldsOf, needsConfirm } from './rule-draft';
import { RuleForm } from './rule-form';
import { ruleSentence } from './rule-text';

type Props = { rule: Rule | null; onClose: () => void };

/** A rule in the making. One that is on asks before it applies to something else; a new one is saved switched off. */
export function RuleEditor({ rule, onClose }: Props) {
  const saving = useMutation(retentionMutations.save());
  const [draft, setDraft] = useState(() => draftOf(rule));
  const [isAsking, setAsking] = useState(false);
  const fields = fieldsOf(draft, rule);
  const close = { onSuccess: () => onClose() };

  if (isAsking && fields) {
    const back = () => setAsking(false);
    return <RuleConfirm rule={rule} fields={fields} onSaved={onClose} onClose={back} />;
  }

  function save() {
    if (fields === null) return;
    if (needsConfirm(fields, rule)) setAsking(true);
    else saving.mutate({ fields, rule }, close);
  }

  return (
    <Dialog
      title={rule ? 'Edit the rule' : 'New retention rule'}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant="primary"
            loading={saving.isPending}
            aria-disabled={fields === null || undefined}
            title={fields ? undefined : 'Fill in what is missing first'}
            onClick={save}
          >
            Save the rule
          </Button>
        </>
      }
    >
      <div className="space-y-3">
        <RuleForm draft={draft} onChange={setDraft} />
        <p className="rounded-lg border border-line bg-sunken p-3 text-sm text-ink-2">
          {fields ? `${ruleSentence(fields)}.` : 'Give it a name and an age.'}
        </p>
        {saving.isError && <QueryError title="The rule was not saved" error={saving.error} />}
      </div>
    </Dialog>
  );
}
