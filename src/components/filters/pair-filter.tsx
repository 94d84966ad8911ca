import { useState } from 'react';
import type { Filter } from '#contract/filter';
import { Button } from '@/ui/button';
import { Chip } from '@/ui/chip';
import { Select } from '@/ui/select';
import { TextField } from '@/ui/text-field';
import type { SubmitFilters } from './submit-filters';
import { type SuggestedKey, type SuggestedValue, SuggestedValues } from './suggested-values';

const CONDITIONS = {
  metadata: 'is exactly',
  metadata_any: 'is any of',
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
  const [values, setValues] = useState<readonly string[]>([]);
  const known = keys.find((each) => each.key === key);
  const isAny = condition === 'metadata_any';
  const hasValue = isAny || condition === 'metadata' || condition === 'metadata_not';
  // What was typed last needs no press of its own.
  const any = value === '' && values.length > 0 ? values : [...new Set([...values, value])];
  const filters: Filter[] = hasValue
    ? (isAny ? any : [value]).map((each) => ({ field: condition, key, value: each }))
    : [{ field: condition, value: key }];

  return (
    <form
      className="space-y-2"
      onSubmit={(event) => (key === '' ? onSubmit(event) : onSubmit(event, ...filters))}
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
        <PairValue
          suggested={known?.values ?? []}
          value={value}
          onType={setValue}
          chosen={isAny ? values : null}
          onChoose={setValues}
        />
      )}
      <Button type="submit" size="sm" variant="primary" disabled={key === ''}>
        Apply
      </Button>
    </form>
  );
}

type ValueProps = {
  suggested: readonly SuggestedValue[];
  value: string;
  onType: (value: string) => void;
  /** Of several; null where there is one. */
  chosen: readonly string[] | null;
  onChoose: (values: readonly string[]) => void;
};

function PairValue({ suggested, value, onType, chosen, onChoose }: ValueProps) {
  const isFree = (each: string) => !chosen?.includes(each);
  function add(next: string) {
    onChoose([...(chosen ?? []).filter((each) => each !== next), next]);
    onType('');
  }
  return (
    <>
      {chosen !== null && chosen.length > 0 && (
        <ul aria-label="Values" className="flex flex-wrap gap-1">
          {chosen.map((each) => (
            <li key={each}>
              <Chip
                value={each}
                onRemove={() => onChoose(chosen.filter((other) => other !== each))}
              />
            </li>
          ))}
        </ul>
      )}
      <TextField
        keepsLines
        label="Value"
        value={value}
        onChange={({ target }) => onType(target.value)}
      />
      <SuggestedValues
        label="Value"
        values={suggested.filter((each) => isFree(each.value))}
        typed={value}
        onPick={chosen === null ? onType : add}
      />
      {chosen !== null && (
        <Button size="sm" variant="ghost" disabled={value === ''} onClick={() => add(value)}>
          Add another value
        </Button>
      )}
    </>
  );
}
