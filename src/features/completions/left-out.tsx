import { formatNumber } from '@/lib/format';

/** Says that the page lists fewer completions than the server sent. */
export function LeftOut({ count }: { count: number }) {
  if (count === 0) return null;
  return (
    <output className="block border-t border-line px-4 py-2 text-xs text-ink-2">
      {count === 1 ? '1 entry' : `${formatNumber(count)} entries`} of this page cannot be shown: the
      server sent {count === 1 ? 'it' : 'them'} without an id.
    </output>
  );
}
