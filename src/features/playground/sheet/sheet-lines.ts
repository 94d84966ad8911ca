import { FIGURES } from './figures';
import { type SheetRow, sharedAtHead } from './sheet-rows';

/** The lines of the grid that the parts of a sheet stand on, counted from 1. */
export type SheetLines = {
  head: number;
  /** By row. */
  rows: number[];
  /** The first of them. */
  figures: number;
  verdict: number;
  onAll: number;
};

/** Variables first, then what all columns share; their heads stand above the first row that differs. */
export function sheetLines(rows: readonly SheetRow[], hasVariables: boolean): SheetLines {
  const shared = sharedAtHead(rows);
  const first = hasVariables ? 2 : 1;
  const figures = first + rows.length + 1;
  const verdict = figures + FIGURES.length;
  return {
    head: first + shared,
    rows: rows.map((_, at) => first + at + (at < shared ? 0 : 1)),
    figures,
    verdict,
    onAll: verdict + 1,
  };
}
