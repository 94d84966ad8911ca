import { useQuery } from '@tanstack/react-query';
import { useConnection } from '@/components/connection-store';
import { shownText } from '@/lib/shown-text';
import { formatNumber } from '@/lib/format';
import { completionQueries } from '@/queries/completion-queries';

/** Metadata changes slowly, and a suggestion that is a minute old is one still. */
const staleTime = 60_000;
/** So many are seen at once; all others are in the list of the field. */
const MOST_SHOWN = 4;

type Known = { value: string; count: number };

/** What is in use, the most frequent first: the values of a key, or the keys. */
function useKnown(of: string | undefined): readonly Known[] {
  const facets = completionQueries(useConnection()).facets([]);
  const { data } = useQuery({ ...facets, staleTime });
  const keys = data?.metadata ?? [];
  if (of !== undefined) return keys.find(({ key }) => key === of)?.values ?? [];
  return keys.map(({ key, count }) => ({ value: key, count }));
}

type Props = {
  /** What the `list` of the input names. */
  id: string;
  /** Present: the values of this key are suggested, else the keys. */
  of?: string;
};

/** Suggests what is in use, so that one thing does not get two names. */
export function KnownPairs({ id, of }: Props) {
  return (
    <datalist id={id}>
      {useKnown(of).map(({ value, count }) => (
        <option key={value} value={value}>
          {count}
        </option>
      ))}
    </datalist>
  );
}

type UsedProps = { of: string; value: string; onUse: (value: string) => void };

/** The values that a key has most often, to be taken with one click. */
export function UsedBefore({ of, value, onUse }: UsedProps) {
  const used = useKnown(of).slice(0, MOST_SHOWN);
  if (used.length === 0) return null;
  return (
    <div className="flex min-w-0 flex-wrap items-center gap-1 text-xs text-ink-3">
      Used before
      {used.map((each) => (
        <button
          key={each.value}
          type="button"
          aria-pressed={each.value === value}
          onClick={() => onUse(each.value)}
          className="inline-flex h-6 max-w-full min-w-0 items-center gap-1.5 rounded-sm border border-line bg-raised px-1.5 text-ink-2 hover:border-line-strong hover:text-ink aria-pressed:border-accent-line aria-pressed:bg-accent-soft"
        >
          <bdi className="truncate">{shownText(each.value)}</bdi>
          <span className="text-ink-3 tabular-nums">{formatNumber(each.count)}</span>
        </button>
      ))}
    </div>
  );
}
