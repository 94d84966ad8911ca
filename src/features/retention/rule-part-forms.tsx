import { type FormEvent, useState } from 'react';
import type { RuleFields } from '#contract/wire/retention';
import { Button } from '@/ui/button';
import { closePopover } from '@/ui/popover';
import { TextArea } from '@/ui/text-area';
import { TextField } from '@/ui/text-field';
import { closeOnAdd } from './close-on-add';
import { EXCEPT_FIELD, isDays, WRONG_DAYS, WRONG_EXCEPT } from './rule-draft';
import { exemptionText, readExemptions } from './rule-text';

type DaysProps = { days: number; onChange: (change: { older_than_days: number }) => void };

export function DaysForm({ days, onChange }: DaysProps) {
  const [typed, setTyped] = useState(String(days));
  const isRight = isDays(typed);
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (!isRight) return;
    closePopover(event.currentTarget);
    onChange({ older_than_days: Number(typed) });
  }
  return (
    <form className="flex items-start gap-2 p-2" onSubmit={submit}>
      <TextField
        data-autofocus
        className="flex-1"
        label="Older than (days)"
        inputMode="numeric"
        value={typed}
        error={isRight ? undefined : WRONG_DAYS}
        onChange={({ target }) => setTyped(target.value)}
      />
      <Button
        type="submit"
        variant="primary"
        className="mt-5"
        aria-disabled={!isRight || undefined}
      >
        Apply
      </Button>
    </form>
  );
}

type Except = RuleFields['except'];
type ExceptProps = { except: Except; onChange: (change: { except: Except }) => void };

export function ExceptForm({ except, onChange }: ExceptProps) {
  const [typed, setTyped] = useState(() => exemptionText(except));
  const read = readExemptions(typed);
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (read === null) return;
    const isOther = (read.length === 0) !== (except.length === 0);
    (isOther ? closeOnAdd : closePopover)(event.currentTarget);
    onChange({ except: read });
  }
  return (
    <form className="space-y-2 p-2" onSubmit={submit}>
      <TextArea
        data-autofocus
        {...EXCEPT_FIELD}
        rows={3}
        value={typed}
        error={read === null ? WRONG_EXCEPT : undefined}
        onChange={({ target }) => setTyped(target.value)}
      />
      <Button type="submit" size="sm" variant="primary" aria-disabled={read === null || undefined}>
        Apply
      </Button>
    </form>
  );
}
