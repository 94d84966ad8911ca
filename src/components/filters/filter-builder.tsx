import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { CompletionSummary } from '@/api/completion-summary';
import type { Connection } from '@/api/connection';
import type { Filter, FilterField } from '#contract/filter';
import { completionQueries } from '@/queries/completion-queries';
import { Button } from '@/ui/button';
import { closePopover } from '@/ui/popover';
import { Select } from '@/ui/select';
import { AmountFilter, CreatedFilter, ToolCallsFilter } from './range-filters';
import type { SubmitFilters } from './submit-filters';
import { PairFilter } from './pair-filter';
import { facetsOfRows, SuggestedValues } from './suggested-values';
import { TextField } from '@/ui/text-field';

export type BuilderProps = {
  connection: Connection;
  /** The filters that are on. */
  filters: Filter[];
  /** The page that is shown, for suggestions where the server does not count. */
  rows: readonly CompletionSummary[];
  /** The source, when it has OpenAI's API alone. */
  plainLabel: string | null;
  onFilter: (...added: Filter[]) => void;
};

const SUBJECTS = {
  metadata: 'Metadata',
  model: 'Model',
  created: 'Created',
  state: 'State',
  finish_reason: 'Finish reason',
  provider: 'Provider',
  tokens: 'Tokens',
  latency: 'Latency',
  cost: 'Cost',
  tool_calls: 'Tool calls',
} as const;
type Subject = keyof typeof SUBJECTS;
const PLAIN = new Set<Subject>(['metadata', 'model']);

/** Chooses what to filter by, then how; suggestions come with how often they occur. */
export function FilterBuilder({ connection, filters, rows, plainLabel, onFilter }: BuilderProps) {
  const [subject, setSubject] = useState<Subject>('metadata');
  const counted = useQuery(completionQueries(connection).facets(filters)).data;
  const facets = counted ?? facetsOfRows(rows);

  function submit(event: FormEvent<HTMLFormElement>, ...added: Filter[]) {
    event.preventDefault();
    if (added.length === 0) return;
    onFilter(...added);
    closePopover(event.currentTarget);
  }
  const names = { model: facets.models, provider: facets.providers, state: facets.states };
  const values = { ...names, finish_reason: facets.finish_reasons };

  return (
    <div className="space-y-3">
      <Select
        label="Filter by"
        value={subject}
        // The options are the subjects.
        onChange={({ target }) => setSubject(target.value as Subject)}
      >
        {Object.entries(SUBJECTS).map(([name, label]) => {
          const isMissing = plainLabel !== null && !PLAIN.has(name as Subject);
          return (
            <option key={name} value={name} disabled={isMissing}>
              {isMissing ? `${label} (${plainLabel} cannot filter by it)` : label}
            </option>
          );
        })}
      </Select>
      {subject === 'metadata' && (
        <PairFilter keys={facets.metadata} plainLabel={plainLabel} onSubmit={submit} />
      )}
      {(subject === 'tokens' || subject === 'latency' || subject === 'cost') && (
        <AmountFilter key={subject} subject={subject} onSubmit={submit} />
      )}
      {subject === 'created' && <CreatedFilter onSubmit={submit} />}
      {subject === 'tool_calls' && <ToolCallsFilter onSubmit={submit} />}
      {subject in values && (
        <NameFilter
          key={subject}
          // Just found among them.
          field={subject as keyof typeof values}
          label={`${SUBJECTS[subject]} is`}
          values={values[subject as keyof typeof values]}
          onSubmit={submit}
        />
      )}
    </div>
  );
}

type NameProps = {
  field: FilterField;
  label: string;
  values: { value: string; count: number | null }[];
  onSubmit: SubmitFilters;
};

function NameFilter({ field, label, values, onSubmit }: NameProps) {
  const [value, setValue] = useState('');
  return (
    <form
      className="space-y-2"
      onSubmit={(event) => (value === '' ? onSubmit(event) : onSubmit(event, { field, value }))}
    >
      <TextField
        keepsLines
        data-autofocus
        label={label}
        value={value}
        onChange={({ target }) => setValue(target.value)}
      />
      <SuggestedValues label={label} values={values} typed={value} onPick={setValue} />
      <Button type="submit" size="sm" variant="primary" disabled={value === ''}>
        Apply
      </Button>
    </form>
  );
}
