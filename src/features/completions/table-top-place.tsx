import { cx } from '@/ui/cx';
import { useHasChart } from './table-layout';

/** As high as what will stand above the table, so that no row moves from under the mouse when it comes. */
export function TableTopPlace({ isPlain, isPeeked }: { isPlain: boolean; isPeeked: boolean }) {
  const [hasChart] = useHasChart();
  if (isPeeked && !isPlain) return null;
  return (
    <div
      aria-hidden
      className={cx(
        'shrink-0 border-b border-line',
        isPlain ? 'h-[29px]' : hasChart ? 'h-[125px]' : 'h-[39px]',
      )}
    />
  );
}
