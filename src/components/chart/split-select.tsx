import { useQuery } from '@tanstack/react-query';
import type { Connection } from '@/api/connection';
import { shownText } from '@/lib/shown-text';
import { completionQueries } from '@/queries/completion-queries';
import { QuietSelect } from '@/ui/quiet-select';
import { splitKey } from './split';

type Props = {
  connection: Connection;
  split: string;
  className?: string;
  onChange: (split: string) => void;
};

/** By what a chart is split: the model, or any metadata key in use. */
export function SplitSelect({ connection, split, className, onChange }: Props) {
  const { data: facets } = useQuery(completionQueries(connection).facets([]));
  const keys = (facets?.metadata ?? []).map(({ key }) => `metadata[${key}]`);
  return (
    <QuietSelect
      aria-label="Split by"
      className={className}
      value={split}
      onChange={({ target }) => onChange(target.value)}
    >
      {[...new Set(['model', ...keys, split])].map((name) => (
        <option key={name} value={name}>
          by {shownText(splitKey(name) ?? name)}
        </option>
      ))}
    </QuietSelect>
  );
}
