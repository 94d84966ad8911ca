import { cx } from '@/ui/cx';

const LONG = 32;

type Props = {
  /** A fact without a value is unknown, and left out. */
  facts: [name: string, value: string | null][];
  /** Said when nothing is known. */
  none?: string;
};

/** Names and values side by side; a long value goes below its name. */
export function FactList({ facts, none }: Props) {
  const known = facts.filter((fact): fact is [string, string] => fact[1] !== null);
  if (known.length === 0) return <p className="text-xs text-ink-3">{none}</p>;
  return (
    <dl className="space-y-1 text-xs">
      {known.map(([name, value]) => (
        <div
          key={name}
          className={cx('gap-x-4', value.length <= LONG && 'flex items-baseline justify-between')}
        >
          <dt className="shrink-0 text-ink-3">{name}</dt>
          <dd className="min-w-0 tabular-nums [overflow-wrap:anywhere]">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
