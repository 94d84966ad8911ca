import type { ReactNode } from 'react';
import type { Figures, Insights } from '#contract/wire/table';
import type { marksOf } from './mark-links';

type Props = {
  name: string;
  figure: ReactNode;
  /** Quiet, beside the figure. */
  about?: ReactNode;
  legend?: ReactNode;
  children: ReactNode;
};

/** One figure, what it is about, and how it went over time. */
export function Panel({ name, figure, about, legend, children }: Props) {
  return (
    <section aria-label={name} className="min-w-0 border-b border-line pt-4 pb-2">
      <h2 className="text-xs font-medium text-ink-3">{name}</h2>
      <div className="mb-3 flex flex-wrap items-baseline gap-x-2 gap-y-1">
        <p className="text-[24px]/7 font-[560] tracking-[-0.02em] tabular-nums">{figure}</p>
        <p className="min-w-0 text-xs text-ink-3 tabular-nums">{about}</p>
        {/* In a line of its own, so that charts side by side stand on one line. */}
        {legend && (
          <div className="flex basis-full flex-wrap justify-end gap-x-3 text-xs text-ink-2">
            {legend}
          </div>
        )}
      </div>
      {children}
    </section>
  );
}

/** What a panel is drawn from. */
export type PanelProps = {
  insights: Insights;
  times: readonly number[];
  /** Figures by the begin of their bucket. */
  at: ReadonlyMap<number, Figures>;
  day: (t: number) => string;
  toTable: ReturnType<typeof marksOf>;
};
