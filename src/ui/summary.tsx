import type { ReactNode } from 'react';

/** Facts of what is about to happen, between hairlines. */
export function Summary({ children }: { children: ReactNode }) {
  return <dl className="mt-4 border-t border-line text-sm tabular-nums">{children}</dl>;
}

export function SummaryRow({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="grid grid-cols-[7rem_minmax(0,1fr)] gap-x-2 border-b border-line py-2">
      <dt className="text-ink-3">{name}</dt>
      <dd className="text-ink">{children}</dd>
    </div>
  );
}
