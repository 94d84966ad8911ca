import type { Metadata } from '@/api/wire';
import type { Filter } from '#contract/filter';
import { Chip } from '@/ui/chip';

type Props = { metadata: Metadata; onFilter: (filter: Filter) => void };
type Pair = [key: string, value: string];

/** The first two pairs as buttons that filter by them; the others as a number. */
export function MetadataCell({ metadata, onFilter }: Props) {
  const pairs = Object.entries(metadata);
  if (pairs.length === 0) return <span className="text-ink-3 max-sm:hidden">–</span>;
  return (
    <span className="inline-flex max-w-full items-center gap-1 align-middle">
      {pairs.slice(0, 2).map(([key, value], position) => (
        <Chip
          key={key}
          name={key}
          value={value}
          title={`Show only ${key}=${value}`}
          onClick={() => onFilter({ field: 'metadata', key, value })}
          className={`max-w-27 min-w-0 shrink ${position > 0 ? 'max-sm:max-w-24' : 'max-sm:max-w-40'}`}
        />
      ))}
      <More pairs={pairs.slice(2)} />
    </span>
  );
}

function More({ pairs }: { pairs: Pair[] }) {
  if (pairs.length === 0) return null;
  return (
    <span
      className="shrink-0 text-xs text-ink-3"
      title={pairs.map(([key, value]) => `${key}=${value}`).join('\n')}
    >
      +{pairs.length}
    </span>
  );
}
