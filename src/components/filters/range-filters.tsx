import { useState } from 'react';
import type { Filter, FilterField } from '#contract/filter';
import { Button } from '@/ui/button';
import { Select } from '@/ui/select';
import { TextField } from '@/ui/text-field';
import type { SubmitFilters } from './submit-filters';

const RELATIVE = [
  ['1h', 'Last hour'],
  ['24h', 'Last 24 hours'],
  ['7d', 'Last 7 days'],
  ['30d', 'Last 30 days'],
] as const;

/** Since some time ago, which moves along, or between two moments. */
export function CreatedFilter({ onSubmit }: { onSubmit: SubmitFilters }) {
  const [age, setAge] = useState('7d');
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const moments = [momentFilter('created_after', from), momentFilter('created_before', to)];
  const range = moments.filter((filter) => filter !== null);
  const isRelative = range.length === 0;
  return (
    <form
      className="space-y-2"
      onSubmit={(event) =>
        isRelative
          ? onSubmit(event, { field: 'created_after', value: age })
          : onSubmit(event, ...range)
      }
    >
      <Select
        label="Created in the"
        value={age}
        disabled={!isRelative}
        hint={isRelative ? undefined : 'Clear both moments to choose a relative time.'}
        onChange={({ target }) => setAge(target.value)}
      >
        {RELATIVE.map(([value, label]) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </Select>
      <TextField
        type="datetime-local"
        label="or from"
        value={from}
        onChange={({ target }) => setFrom(target.value)}
      />
      <TextField
        type="datetime-local"
        label="until"
        value={to}
        onChange={({ target }) => setTo(target.value)}
      />
      <Apply />
    </form>
  );
}

const UNITS = { tokens: 'tokens in all', latency: 'milliseconds', cost: 'US dollars' };

type AmountProps = { subject: keyof typeof UNITS; onSubmit: SubmitFilters };

export function AmountFilter({ subject, onSubmit }: AmountProps) {
  const [least, setLeast] = useState('');
  const [most, setMost] = useState('');
  const step = subject === 'cost' ? 'any' : 1;
  const range = [
    amountFilter(`${subject}_min`, least),
    amountFilter(`${subject}_max`, most),
  ].filter((filter) => filter !== null);
  return (
    <form className="space-y-2" onSubmit={(event) => onSubmit(event, ...range)}>
      <TextField
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
        value={most}
        onChange={({ target }) => setMost(target.value)}
      />
      <Apply isDisabled={range.length === 0} />
    </form>
  );
}

export function ToolCallsFilter({ onSubmit }: { onSubmit: SubmitFilters }) {
  const [value, setValue] = useState('true');
  return (
    <form
      className="space-y-2"
      onSubmit={(event) => onSubmit(event, { field: 'tool_calls', value })}
    >
      <Select label="The answer" value={value} onChange={({ target }) => setValue(target.value)}>
        <option value="true">calls tools</option>
        <option value="false">calls none</option>
      </Select>
      <Apply />
    </form>
  );
}

function Apply({ isDisabled = false }: { isDisabled?: boolean }) {
  return (
    <Button type="submit" size="sm" variant="primary" disabled={isDisabled}>
      Apply
    </Button>
  );
}

/** The field gives local time; the API takes Unix seconds. */
function momentFilter(field: FilterField, local: string): Filter | null {
  const time = new Date(local).getTime();
  return Number.isNaN(time) ? null : { field, value: String(Math.floor(time / 1000)) };
}

function amountFilter(field: FilterField, text: string): Filter | null {
  const amount = Number(text);
  if (text === '' || !Number.isFinite(amount) || amount < 0) return null;
  // Never in the form 1e-7, which the URL does not know.
  return { field, value: amount.toFixed(9).replace(/\.?0+$/, '') };
}
