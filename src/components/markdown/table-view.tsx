import type { Tokens } from 'marked';
import { memo } from 'react';
import { byPosition } from '@/components/markdown/by-position';
import { inGroups, type PartState } from '@/components/markdown/in-groups';
import { InlineView } from '@/components/markdown/inline-view';
import { isLong, LongTable } from '@/components/markdown/long-table';
import { cx } from '@/ui/cx';

const alignments = { left: 'text-left', right: 'text-right', center: 'text-center' };

type Props = PartState & { token: Tokens.Table };

/** Scrolls sideways by itself, so that a wide table never widens the page. */
export function TableView({ token, ...state }: Props) {
  return (
    <section
      aria-label="Table"
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, so the keyboard must reach it
      tabIndex={0}
      className="my-3 scrolls-x rounded-lg border border-line"
    >
      {isLong(token) ? (
        <LongTable token={token} head={<Head token={token} />} draw={drawRow} {...state} />
      ) : (
        <table className="w-full border-collapse text-sm">
          <Head token={token} />
          <tbody>{inGroups(token.rows, state, drawRow)}</tbody>
        </table>
      )}
    </section>
  );
}

function Head({ token }: { token: Tokens.Table }) {
  return (
    <thead className="bg-sunken">
      <tr>
        {byPosition(token.header, (cell) => (
          <th scope="col" className={cx('px-3 py-1.5 font-medium', alignmentOf(cell))}>
            <InlineView tokens={cell.tokens} />
          </th>
        ))}
      </tr>
    </thead>
  );
}

type RowProps = PartState & { row: Tokens.TableCell[] };

function drawRow(row: Tokens.TableCell[], state: PartState) {
  return <Row row={row} {...state} />;
}

const Row = memo(RowContent, (before, after) => {
  const isSame = before.version === after.version && textOf(before.row) === textOf(after.row);
  return (before.row === after.row || isSame) && before.isOpen === after.isOpen;
});

function RowContent({ row }: RowProps) {
  return (
    <tr className="border-t border-line">
      {byPosition(row, (cell) => (
        <td className={cx('px-3 py-1.5 align-top tabular-nums', alignmentOf(cell))}>
          <InlineView tokens={cell.tokens} />
        </td>
      ))}
    </tr>
  );
}

function alignmentOf({ align }: Tokens.TableCell): string {
  return alignments[align ?? 'left'];
}

function textOf(row: Tokens.TableCell[]): string {
  return row.map((cell) => cell.text).join('|');
}
