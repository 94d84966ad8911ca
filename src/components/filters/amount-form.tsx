import { type FormEvent, useState } from 'react';
import type { Filter, FilterField } from '#contract/filter';
import { Button } from '@/ui/button';
import { focusNew } from '@/ui/focus-new';
import { TextField } from '@/ui/text-field';

const UNITS = { tokens: 'tokens in all', latency: 'milliseconds', cost: 'US dollars' };

type Props = {
  subject: keyof typeof UNITS;
  least: string;
  most: string;
  onTake: (filters: Filter[], inside: Element) => void;
};

/** Both ends of a range of amounts; an empty one is open. */
export function AmountForm({ subject, onTake, ...before }: Props) {
  const [least, setLeast] = useState(before.least);
  const [most, setMost] = useState(before.most);
  const step = subject === 'cost' ? 'any' : 1;
  const range = [
    amountFilter(`${subject}_min`, least),
    amountFilter(`${subject}_max`, most),
  ].filter((filter) => filter !== null);
  const isTurned = least !== '' && most !== '' && Number(least) > Number(most);
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (range.length > 0 && !isTurned) onTake(range, event.currentTarget);
  }
  return (
    <form className="space-y-2 p-2" onSubmit={submit}>
      <TextField
        ref={focusNew}
        data-autofocus
        type="number"
        min={0}
        step={step}
        label={`At least (${UNITS[subject]})`}
        value={least}
        onChange={({ target }) => setLeast(target.value)}
      />
      <TextField
        type="number"
        min={0}
        step={step}
        label={`At most (${UNITS[subject]})`}
        error={isTurned ? 'This is below “At least”: nothing would match.' : undefined}
        value={most}
        onChange={({ target }) => setMost(target.value)}
      />
      <Button type="submit" size="sm" variant="primary" disabled={range.length === 0 || isTurned}>
        Apply
      </Button>
    </form>
  );
}

function amountFilter(field: FilterField, text: string): Filter | null {
  const amount = Number(text);
  if (text === '' || !Number.isFinite(amount) || amount < 0) return null;
  // Never in the form 1e-7, which the URL does not know.
  return { field, value: amount.toFixed(9).replace(/\.?0+$/, '') };
}
