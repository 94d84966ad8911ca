import { pathOf } from './line-chart';

type Props = { values: readonly number[] };

/** How a figure went, without a scale: it stands beside the figure. */
export function SparkLine({ values }: Props) {
  const top = Math.max(1, ...values);
  return (
    <svg
      aria-hidden
      viewBox={`0 0 ${Math.max(1, values.length)} 100`}
      preserveAspectRatio="none"
      className="ms-auto h-4 w-19 overflow-visible"
    >
      <path
        d={pathOf(values, top)}
        vectorEffect="non-scaling-stroke"
        className="fill-none stroke-ink-3 stroke-[1.25px] [stroke-linejoin:round]"
      />
    </svg>
  );
}
