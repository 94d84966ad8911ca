import { useState } from 'react';
import type { Filter } from '#contract/filter';
import { Button } from '@/ui/button';
import { Select } from '@/ui/select';
import { TextField } from '@/ui/text-field';
import type { SubmitFilters } from './filter-builder';
import { type SuggestedKey, SuggestedValues } from './suggested-values';

const CONDITIONS = {
  metadata: 'is exactly',
  metadata_not: 'is not',
  metadata_exists: 'exists',
  metadata_missing: 'is missing',
} as const;
type Condition = keyof typeof CONDITIONS;

type Props = {
  keys: readonly SuggestedKey[];
  plainLabel: string | null;
  onSubmit: SubmitFilters;
};

export function PairFilter({ keys, plainLabel, onSubmit }: Props) {
  const [key, setKey] = useState('');
  const [condition, setCondition] = useState<Condition>('metadata');
  const [value, setValue] = useState('');
  const known = keys.find((each) => each.key === key);
  const hasValue = condition === 'metadata' || condition === 'metadata_not';
  const filter: Filter = hasValue
    ? { field: condition, key, value }
    : { field: condition, value: key };

  return (
    <form
      className="space-y-2"
      onSubmit={(event) => (key === '' ? onSubmit(event) : onSubmit(event, filter))}
    >
      <TextField
        keepsLines
        data-autofocus
        label="Metadata key"
        value={key}
        onChange={({ target }) => setKey(target.value)}
      />
      {!known && (
        <SuggestedValues
          label="Metadata key"
          values={keys.map(({ key, count }) => ({ value: key, count }))}
          typed={key}
          onPick={setKey}
        />
      )}
      <Select
        label="Condition"
        value={condition}
        // The options are the conditions.
        onChange={({ target }) => setCondition(target.value as Condition)}
      >
        {Object.entries(CONDITIONS).map(([name, label]) => {
          const isMissing = plainLabel !== null && name !== 'metadata';
          return (
            <option key={name} value={name} disabled={isMissing}>
              {isMissing ? `${label} (not on ${plainLabel})` : label}
            </option>
          );
        })}
      </Select>
      {hasValue && (
        <>
          <TextField
            keepsLines
            label="Value"
            value={value}
            onChange={({ target }) => setValue(target.value)}
          />
          <SuggestedValues
            label="Value"
            values={known?.values ?? []}
            typed={value}
            onPick={setValue}
          />
        </>
      )}
      <Button type="submit" size="sm" variant="primary" disabled={key === ''}>
        Apply
      </Button>
    </form>
  );
}
