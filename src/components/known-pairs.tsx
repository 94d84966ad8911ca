import { useQuery } from '@tanstack/react-query';
import { useConnection } from '@/components/connection-store';
import { completionQueries } from '@/queries/completion-queries';

/** Metadata changes slowly, and a suggestion that is a minute old is one still. */
const staleTime = 60_000;

type Props = {
  /** What the `list` of the input names. */
  id: string;
  /** Present: the values of this key are suggested, else the keys. */
  of?: string;
};

/** Suggests what is in use, the most frequent first, so that one thing does not get two names. */
export function KnownPairs({ id, of }: Props) {
  const facets = completionQueries(useConnection()).facets([]);
  const { data } = useQuery({ ...facets, staleTime });
  const keys = data?.metadata ?? [];
  const options =
    of === undefined
      ? keys.map(({ key, count }) => ({ value: key, count }))
      : (keys.find(({ key }) => key === of)?.values ?? []);
  return (
    <datalist id={id}>
      {options.map(({ value, count }) => (
        <option key={value} value={value}>
          {count}
        </option>
      ))}
    </datalist>
  );
}
