import type { CompletionSummary } from '@/api/completion-summary';
import type { CountedValue, FacetLists } from './subjects';

/** What the rows of one page suggest, without counts: those of a page would be mistaken for those of all. */
export function facetsOfRows(rows: readonly CompletionSummary[]): FacetLists {
  const pairs = rows.flatMap(({ metadata }) => Object.entries(metadata));
  const keys = new Set(pairs.map(([key]) => key));
  return {
    models: distinct(rows.map(({ model }) => model)),
    providers: distinct(rows.map(({ provider }) => provider)),
    states: distinct(rows.map(({ state }) => state)),
    finish_reasons: distinct(rows.map((row) => row.finish_reason)),
    metadata: [...keys].map((key) => ({
      key,
      count: null,
      values: distinct(pairs.filter(([other]) => other === key).map(([, value]) => value)),
    })),
  };
}

function distinct(values: (string | null)[]): CountedValue[] {
  const known = new Set(values.filter((value) => value !== null));
  return [...known].map((value) => ({ value, count: null }));
}
