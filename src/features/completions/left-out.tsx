import { formatNumber } from '@/lib/format';

type Props = {
  /** That cannot be read. */
  count: number;
  /** That do not match the filter. */
  strays: number;
};

/** Says that the page lists fewer completions than the server sent, and why. */
export function LeftOut({ count, strays }: Props) {
  return (
    <output className="block border-t border-line px-5 py-2 text-xs text-ink-2">
      {count > 0 &&
        `${entries(count)} of this page cannot be shown: the server sent ${count === 1 ? 'it' : 'them'} without an id. `}
      {strays > 0 &&
        `${entries(strays)} of this page ${strays === 1 ? 'is' : 'are'} left out: the server lists ${strays === 1 ? 'it' : 'them'}, but the filter does not match.`}
    </output>
  );
}

function entries(count: number): string {
  return count === 1 ? '1 entry' : `${formatNumber(count)} entries`;
}
