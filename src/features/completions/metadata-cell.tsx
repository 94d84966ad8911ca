import type { Metadata } from '#contract/metadata';
import type { Filter } from '#contract/filter';
import { useHitStore } from '@/components/search-marks/hit-store';
import { shownText } from '@/lib/shown-text';
import { Chip } from '@/ui/chip';
import { cx } from '@/ui/cx';

type Props = {
  metadata: Metadata;
  /** Keys that stand in the head of the table: of these the value alone is shown, and first. */
  pinned: readonly string[];
  onFilter: (filter: Filter) => void;
};
type Pair = [key: string, value: string];

const SHOWN = 2;
/** In one line the texts need the room; the tooltip has the pairs. */
const MORE =
  "after:hidden after:shrink-0 after:text-xs after:text-ink-3 after:content-['+'_attr(data-more)] group-data-[density=relaxed]/table:after:inline";

/** Two pairs as buttons that filter by them; the others as a number. */
export function MetadataCell({ metadata, pinned, onFilter }: Props) {
  const hits = useHitStore((state) => state.hits);
  const isHit = ([, value]: Pair) => hits?.isIn(value) ?? false;
  const pairs = pinnedFirst(metadata, pinned).sort((one, other) => +isHit(other) - +isHit(one));
  if (pairs.length === 0) return <span className="text-ink-3 max-sm:hidden">–</span>;
  const more = pairs.length - SHOWN;
  return (
    <span
      className={cx('inline-flex max-w-full items-center gap-1 align-middle', more > 0 && MORE)}
      title={restOf(pairs)}
      data-more={more}
    >
      {pairs.slice(0, SHOWN).map(([key, value]) => (
        <Chip
          key={key}
          name={key}
          // What was found keeps its key.
          isNameRead={pinned.includes(key) && !isHit([key, value])}
          value={value}
          title={`Show only ${key}=${value}`}
          onClick={() => onFilter({ field: 'metadata', key, value })}
          // An ellipsis takes as much as what it stands for: one of both at most has it.
          className="min-w-0 max-sm:max-w-36 sm:first:not-last:max-w-2/3 sm:first:shrink-0"
        />
      ))}
    </span>
  );
}

function pinnedFirst(metadata: Metadata, pinned: readonly string[]): Pair[] {
  const pairs = Object.entries(metadata);
  const place = ([key]: Pair) => (pinned.includes(key) ? pinned.indexOf(key) : pinned.length);
  return pairs.sort((one, other) => place(one) - place(other));
}

function restOf(pairs: Pair[]): string | undefined {
  const rest = pairs.slice(SHOWN).map(([key, value]) => `${key}=${value}`);
  return rest.length === 0 ? undefined : shownText(rest.join('\n'));
}
