import { inlineMathsAt } from '@/components/markdown/maths/inline-maths';
import { finderIn } from '@/components/markdown/inline/finder';

/**
 * The cells of a table's row. A bar within a formula belongs to it, unless only without that the row has as many cells
 * as the table has columns.
 */
export function cellsOf(row: string, columns: number): string[] {
  const cells = cut(row, true);
  if (cells.length === columns || !/[$\\]/.test(row)) return cells;
  const plain = cut(row, false);
  return plain.length === columns ? plain : cells;
}

function cut(row: string, areFormulasWhole: boolean): string[] {
  const cells: string[] = [];
  const find = finderIn(row);
  let from = 0;
  for (let at = 0; at < row.length; at += 1) {
    const character = row.charAt(at);
    const isMark = character === '$' || character === '\\';
    const formula = areFormulasWhole && isMark ? inlineMathsAt(row, at, find, false) : null;
    if (formula) at += formula.raw.length - 1;
    else if (character === '\\') at += 1;
    else if (character === '|') {
      cells.push(row.slice(from, at));
      from = at + 1;
    }
  }
  cells.push(row.slice(from));
  // Bars around the row are no borders of cells.
  if (cells[0]?.trim() === '') cells.shift();
  if (cells.length > 0 && cells.at(-1)?.trim() === '') cells.pop();
  return cells.map((cell) => cell.trim().replaceAll('\\|', '|'));
}
