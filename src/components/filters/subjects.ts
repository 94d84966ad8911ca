import { keysOf } from '#contract/keys-of';
import type { Filter, FilterField } from '#contract/filter';

/** What a condition can be about; a metadata key is written as in the filter: `metadata[env]`. */
export type Subject = keyof typeof SUBJECTS | `metadata[${string}]`;

type SubjectFacts = {
  label: string;
  /** How its value is edited. */
  kind: 'names' | 'time' | 'amount' | 'yes-no' | 'text';
  /** Servers with OpenAI's API alone can filter by it, too. */
  isPlain?: true;
};

const SUBJECTS = {
  model: { label: 'Model', kind: 'names', isPlain: true },
  created: { label: 'Created', kind: 'time' },
  state: { label: 'State', kind: 'names' },
  finish_reason: { label: 'Finish reason', kind: 'names' },
  reason: { label: 'Incomplete because', kind: 'names' },
  provider: { label: 'Provider', kind: 'names' },
  tokens: { label: 'Tokens', kind: 'amount' },
  latency: { label: 'Time', kind: 'amount' },
  cost: { label: 'Cost', kind: 'amount' },
  tool_calls: { label: 'Tool calls', kind: 'yes-no' },
  metadata_missing_any: { label: 'Missing key', kind: 'names' },
  q: { label: 'Text', kind: 'text' },
} as const satisfies Record<string, SubjectFacts>;

/** Neither the text, which has a field of its own where there are tokens, nor what only other pages ask for. */
const NOT_OFFERED = new Set(['q', 'metadata_missing_any']);
export const OFFERED = keysOf(SUBJECTS).filter((name) => !NOT_OFFERED.has(name));

export function keyOf(subject: Subject): string | null {
  return /^metadata\[(.+)\]$/s.exec(subject)?.[1] ?? null;
}

export function subjectFacts(subject: Subject): SubjectFacts {
  const key = keyOf(subject);
  if (key !== null) return { label: key, kind: 'names', isPlain: true };
  // What is no key is one of these.
  return SUBJECTS[subject as keyof typeof SUBJECTS];
}

const RANGES = /^(tokens|latency|cost)_(min|max)$/;

export function subjectOf({ field, key, value }: Filter): Subject {
  if (key !== undefined) return `metadata[${key}]`;
  if (field === 'metadata_exists' || field === 'metadata_missing') return `metadata[${value}]`;
  if (field === 'created_after' || field === 'created_before') return 'created';
  const [, amount] = RANGES.exec(field) ?? [];
  // All other fields are subjects by their own name.
  return (amount ?? field) as Subject;
}

/** A count of null: the server does not count. */
export type CountedValue = { value: string; count: number | null };

/** The values that a subject is known to have, most frequent first; null where there is no list of them. */
export function valuesOf(subject: Subject, facets: FacetLists): readonly CountedValue[] | null {
  const key = keyOf(subject);
  if (key !== null) return facets.metadata.find((each) => each.key === key)?.values ?? [];
  const lists: Partial<Record<FilterField, readonly CountedValue[]>> = {
    model: facets.models,
    provider: facets.providers,
    state: facets.states,
    finish_reason: facets.finish_reasons,
  };
  // What is no key is a field.
  return lists[subject as FilterField] ?? null;
}

export type FacetLists = {
  [List in 'models' | 'providers' | 'states' | 'finish_reasons']: readonly CountedValue[];
} & {
  metadata: readonly { key: string; count: number | null; values: readonly CountedValue[] }[];
};
