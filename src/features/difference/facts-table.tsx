import { type ReactNode, useState } from 'react';
import { Button } from '@/ui/button';
import { cx } from '@/ui/cx';
import type { Change, Line } from './compared';

type Group = { name: string; lines: readonly Line[]; isMono?: boolean };
type Props = { groups: readonly Group[] };

/** Figures, parameters and metadata in the columns of their answers; what is the same is shown when it is asked for. */
export function FactsTable({ groups }: Props) {
  const [isAll, setAll] = useState(false);
  const all = groups.flatMap(({ lines }) => lines);
  const same = all.filter(({ one, other }) => one === other).length;
  return (
    <>
      <table className="w-full table-fixed border-t border-line text-start text-sm">
        <caption className="sr-only">Facts of both completions</caption>
        <colgroup>
          <col className="w-[6.5rem] xl:w-28 max-sm:w-[34%]" />
          <col span={2} />
        </colgroup>
        <thead className="sr-only">
          <tr>
            <th scope="col">Fact</th>
            <th scope="col">A</th>
            <th scope="col">B</th>
          </tr>
        </thead>
        {groups.map(({ name, lines, isMono }) => (
          <Lines
            key={name}
            name={name}
            isMono={isMono ?? false}
            lines={isAll ? lines : lines.filter(({ one, other }) => one !== other)}
          />
        ))}
      </table>
      {same > 0 && (
        <div className="py-2 ps-[6.5rem] xl:ps-28 max-sm:ps-0 print:hidden">
          <Button
            variant="ghost"
            size="sm"
            className="ms-2 xl:ms-4"
            aria-expanded={isAll}
            onClick={() => setAll(!isAll)}
          >
            {isAll ? 'Only what differs' : `Show ${same} that are the same`}
          </Button>
        </div>
      )}
    </>
  );
}

type LinesProps = { name: string; isMono: boolean; lines: readonly Line[] };

function Lines({ name, isMono, lines }: LinesProps) {
  if (lines.length === 0) return null;
  return (
    <tbody className="border-b border-line">
      <tr>
        <th
          scope="rowgroup"
          className="px-3 pt-2 text-end text-xs/5 font-medium text-ink-2 max-sm:px-5 max-sm:text-start xl:pe-4"
        >
          {name}
        </th>
        {/* The lines of the columns go on. */}
        <td colSpan={2} aria-hidden />
      </tr>
      {lines.map(({ name: fact, one, other, change }) => (
        <tr key={fact} className="align-top">
          <th
            scope="row"
            dir="auto"
            className={cx(
              // At one edge, whatever the direction of a name.
              'py-1 pl-2 pr-3 text-right font-normal [overflow-wrap:anywhere] text-ink-3 xl:pr-4 max-sm:pl-5 max-sm:text-left',
              isMono && 'font-mono text-xs/5',
            )}
          >
            {fact}
          </th>
          <Value isSame={one === other}>{one}</Value>
          <Value isSame={one === other} change={change}>
            {other}
          </Value>
        </tr>
      ))}
    </tbody>
  );
}

const TONES = { good: 'text-success-ink', bad: 'text-danger-ink', plain: 'text-ink-3' };

type ValueProps = { isSame: boolean; change?: Change | undefined; children: ReactNode };

function Value({ isSame, change, children }: ValueProps) {
  return (
    <td
      dir="auto"
      className={cx(
        'px-4 py-1 tabular-nums [overflow-wrap:anywhere] xl:px-6 max-sm:px-2 sm:border-l sm:border-line',
        isSame ? 'text-ink-3' : 'text-ink',
      )}
    >
      {children}
      {change && <span className={`ms-2 text-xs ${TONES[change.tone]}`}>{change.text}</span>}
    </td>
  );
}
