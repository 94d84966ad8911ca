import { cx } from '@/ui/cx';

const LONG = 40;

type Props = {
  /** A fact without a value is unknown, and left out. */
  facts: [name: string, value: string | null][];
  /** Said when nothing is known. */
  none?: string;
  /** The names are those of the API. */
  isMono?: boolean;
};

/** Names and values on two edges; a long value goes below its name. */
export function FactList({ facts, none, isMono = false }: Props) {
  const known = facts.filter((fact): fact is [string, string] => fact[1] !== null);
  if (known.length === 0) return <p className="text-xs text-ink-3">{none}</p>;
  return (
    <dl className="text-sm">
      {known.map(([name, value]) => (
        <div
          key={name}
          className={cx(
            'grid min-h-7 items-baseline gap-x-2 py-1',
            value.length <= LONG && 'grid-cols-[7.5rem_minmax(0,1fr)]',
          )}
        >
          <dt title={name} className={cx('truncate text-ink-3', isMono && 'font-mono text-xs')}>
            {name}
          </dt>
          <dd className="min-w-0 tabular-nums [overflow-wrap:anywhere]">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
