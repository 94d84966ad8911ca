import type { Tokens } from 'marked';
import type { ReactNode } from 'react';
import { inGroups, type PartState } from '@/components/markdown/in-groups';

type Row = Tokens.TableCell[];
type Props = PartState & {
  token: Tokens.Table;
  head: ReactNode;
  draw: (row: Row, state: PartState) => ReactNode;
};

/** Of cells: with more, the browser takes too long to fit the columns to all of them each time one comes. */
const LONG = 1_500;
/** So many rows say how wide the columns are. */
const MEASURED = 32;
/** Of a column, in characters. */
const [NARROWEST, WIDEST] = [6, 40];

export function isLong({ header, rows }: Tokens.Table): boolean {
  return header.length * rows.length > LONG;
}

/** Its columns are as wide as the first rows want them; only rows near the screen are laid out. */
export function LongTable({ token, head, draw, ...state }: Props) {
  const widths = widthsOf(token);
  const columns = widths.map((width) => `minmax(0, ${width}fr)`).join(' ');
  const minWidth = `${widths.reduce((sum, width) => sum + width, 0)}ch`;
  return (
    <table
      style={{ '--columns': columns, minWidth } as React.CSSProperties} // its type knows no properties of our own
      className="block w-full text-sm [&_tr]:grid [&_tr]:grid-cols-(--columns) [&>*]:block"
    >
      {head}
      {inGroups(token.rows, state, draw, undefined, wrapRows)}
    </table>
  );
}

function wrapRows(rows: ReactNode) {
  return (
    <tbody className="[contain-intrinsic-size:auto_1056px] [content-visibility:auto]">{rows}</tbody>
  );
}

function widthsOf({ header, rows }: Tokens.Table): number[] {
  const first = [header, ...rows.slice(0, MEASURED)];
  return header.map((_, column) => {
    const longest = Math.max(...first.map((row) => row[column]?.text.length ?? 0));
    return Math.min(WIDEST, Math.max(NARROWEST, longest + 4));
  });
}
