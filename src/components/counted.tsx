import { formatNumber } from '@/lib/format';

/** `By rules 83`, in a choice of a few. */
export function Counted({ name, count }: { name: string; count: number }) {
  return (
    <>
      {name} <span className="font-normal text-ink-3 tabular-nums">{formatNumber(count)}</span>
    </>
  );
}
