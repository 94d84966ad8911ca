import { useMutation } from '@tanstack/react-query';
import { type KeyboardEvent, type SyntheticEvent, useState } from 'react';
import { type Scope, SCOPES } from '#contract/scopes';
import type { NewToken } from '#contract/wire/tokens';
import { tokenMutations } from '@/queries/token-queries';
import { Button } from '@/ui/button';
import { Checkbox } from '@/ui/checkbox';
import { isComposing } from '@/ui/is-composing';
import { Select } from '@/ui/select';
import { TextField } from '@/ui/text-field';

/** In days; 0: never. */
const EXPIRIES: [days: number, words: string][] = [
  [0, 'never'],
  [7, 'after a week'],
  [30, 'after 30 days'],
  [90, 'after 90 days'],
  [365, 'after a year'],
];

type Props = { onCancel: () => void; onReady: (token: NewToken) => void };

export function TokenForm({ onCancel, onReady }: Props) {
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<readonly Scope[]>(['read', 'write']);
  const [days, setDays] = useState(0);
  const creation = useMutation(tokenMutations.create());

  function submit(event: SyntheticEvent) {
    event.preventDefault();
    if (creation.isPending || name.trim() === '' || scopes.length === 0) return;
    const expiry = days > 0 && { expires_in_days: days };
    creation.mutate({ name, scopes: [...scopes], ...expiry }, { onSuccess: onReady });
  }
  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== 'Escape' || isComposing(event)) return;
    event.stopPropagation();
    onCancel();
  }
  const toggle = (scope: Scope, isOn: boolean) =>
    setScopes(isOn ? [...scopes, scope] : scopes.filter((other) => other !== scope));

  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Escape leaves the whole form
    <form aria-label="New token" onSubmit={submit} onKeyDown={onKeyDown} className="space-y-3 pb-4">
      <TextField
        label="Name"
        className="max-w-sm"
        hint="Who or what will use it, such as nightly-eval"
        // The press on New token asked for it.
        // oxlint-disable-next-line jsx-a11y/no-autofocus
        autoFocus
        value={name}
        onChange={(event) => setName(event.target.value)}
        error={creation.error?.message}
      />
      <fieldset className="flex flex-wrap gap-x-4 gap-y-1">
        <legend className="mb-1 text-xs font-medium text-ink-2">It may</legend>
        {SCOPES.map((scope) => (
          <Checkbox
            key={scope}
            label={scope}
            checked={scopes.includes(scope)}
            onChange={(event) => toggle(scope, event.target.checked)}
          />
        ))}
      </fieldset>
      <Select
        label="It expires"
        className="max-w-48"
        value={days}
        onChange={(event) => setDays(Number(event.target.value))}
      >
        {EXPIRIES.map(([value, words]) => (
          <option key={value} value={value}>
            {words}
          </option>
        ))}
      </Select>
      <div className="flex flex-wrap gap-2">
        <Button
          type="submit"
          variant="primary"
          loading={creation.isPending}
          notNow={notNow(name, scopes)}
        >
          Make the token
        </Button>
        <Button variant="ghost" onClick={onCancel}>
          Cancel
        </Button>
      </div>
    </form>
  );
}

function notNow(name: string, scopes: readonly Scope[]): string | null {
  if (name.trim() === '') return 'Enter a name first';
  return scopes.length === 0 ? 'Choose what it may do first' : null;
}
