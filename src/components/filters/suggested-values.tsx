import type { CompletionSummary } from '@/api/completion-summary';
import { formatNumber } from '@/lib/format';

/** A count of null: the server does not count. */
export type SuggestedValue = { value: string; count: number | null };
export type SuggestedKey = { key: string; count: number | null; values: SuggestedValue[] };

const MOST = 8;

type Props = {
  label: string;
  values: readonly SuggestedValue[];
  /** Narrows the list; anything else can be typed as well. */
  typed: string;
  onPick: (value: string) => void;
};

export function SuggestedValues({ label, values, typed, onPick }: Props) {
  const lower = typed.toLowerCase();
  const isExact = values.some(({ value }) => value === typed);
  const found = values.filter(({ value }) => value.toLowerCase().includes(lower));
  const shown = (isExact ? values : found).slice(0, MOST);
  if (shown.length === 0) return null;
  return (
    <ul aria-label={`Suggestions: ${label}`} className="max-h-48 scrolls-y">
      {shown.map(({ value, count }) => (
        <li key={value}>
          <button
            type="button"
            aria-pressed={value === typed}
            onClick={() => onPick(value)}
            className="flex min-h-7 w-full items-center gap-2 rounded-md px-2 text-left text-sm hover:bg-hover aria-pressed:bg-accent-soft"
          >
            <span className="min-w-0 flex-1 truncate">
              {value || <span className="text-ink-3">(empty)</span>}
            </span>
            {count !== null && (
              <span className="text-xs text-ink-3 tabular-nums">{formatNumber(count)}</span>
            )}
          </button>
        </li>
      ))}
    </ul>
  );
}

/** What the rows of one page suggest, without counts: those of a page would be mistaken for those of all. */
export function facetsOfRows(rows: readonly CompletionSummary[]) {
  const pairs = rows.flatMap(({ metadata }) => Object.entries(metadata));
  const keys = new Set(pairs.map(([key]) => key));
  return {
    models: distinct(rows.map(({ model }) => model)),
    providers: distinct(rows.map(({ provider }) => provider)),
    states: distinct(rows.map(({ state }) => state)),
    finish_reasons: distinct(rows.map((row) => row.finish_reason)),
    metadata: [...keys].map((key): SuggestedKey => ({
      key,
      count: null,
      values: distinct(pairs.filter(([other]) => other === key).map(([, value]) => value)),
    })),
  };
}

function distinct(values: (string | null)[]): SuggestedValue[] {
  const known = new Set(values.filter((value) => value !== null));
  return [...known].map((value) => ({ value, count: null }));
}
