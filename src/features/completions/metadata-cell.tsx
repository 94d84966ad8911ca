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

/** Characters of two pairs that stand side by side uncut, with a number after them. */
const ROOM = 10;
/** The tooltip has these pairs. */
const MORE = "after:shrink-0 after:text-xs after:text-ink-3 after:content-['+'_attr(data-more)]";

/** One pair, or two that have room, as buttons that filter by them; the others as a number. */
export function MetadataCell({ metadata, pinned, onFilter }: Props) {
  const hits = useHitStore((state) => state.hits);
  const isHit = ([, value]: Pair) => hits?.isIn(value) ?? false;
  const pairs = pinnedFirst(metadata, pinned).sort((one, other) => +isHit(other) - +isHit(one));
  if (pairs.length === 0) return <span className="text-ink-3 max-sm:hidden">–</span>;
  // What was found keeps its key.
  const isNameRead = (pair: Pair) => pinned.includes(pair[0]) && !isHit(pair);
  const text = pairs.slice(0, 2).map((pair) => (isNameRead(pair) ? pair[1] : pair.join('=')));
  const shown = text.join('').length > ROOM ? 1 : 2;
  const more = pairs.length - shown;
  const rest = pairs.slice(shown).map((pair) => pair.join('='));
  return (
    <span
      className={cx('inline-flex max-w-full items-center gap-1 align-middle', more > 0 && MORE)}
      title={shownText(rest.join('\n')) || undefined}
      data-more={more}
    >
      {pairs.slice(0, shown).map(([key, value]) => (
        <Chip
          key={key}
          name={key}
          isNameRead={isNameRead([key, value])}
          value={value}
          title={`Show only ${key}=${value}`}
          onClick={() => onFilter({ field: 'metadata', key, value })}
          className="min-w-0 max-sm:max-w-36"
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
