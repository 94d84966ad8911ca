import { create } from 'zustand';
import { persist } from 'zustand/middleware';
import { browserStorage } from '@/components/browser-storage';
import { useMedia } from '@/ui/use-media';
import { type ColumnId, USUAL_COLUMNS } from './columns';

export const DENSITIES = { compact: 36, normal: 40, relaxed: 56 } as const;
/** How high a row is. */
export type Density = keyof typeof DENSITIES;

export type TableLayout = {
  columns: readonly ColumnId[];
  density: Density;
  /** Pixels of the columns that were resized. */
  widths: Partial<Record<ColumnId, number>>;
  /** Whether the chart above the table is unfolded, and what its bars are split by. */
  hasChart: boolean;
  /** The same for a low window, where the rows need the room. */
  hasLowChart: boolean;
  split: string;
};

export const useTableLayout = create<TableLayout>()(
  persist(
    (): TableLayout => ({
      columns: USUAL_COLUMNS,
      density: 'normal',
      widths: {},
      // A phone has room for the rows alone.
      hasChart: globalThis.innerWidth >= 640,
      hasLowChart: false,
      split: 'model',
    }),
    { name: 'chatkeep.table', storage: browserStorage<TableLayout>() },
  ),
);

export function densityChosen(density: Density) {
  useTableLayout.setState({ density });
}

/** One line a row, or two. */
export function linesToggled() {
  useTableLayout.setState(({ density }) => ({
    density: density === 'relaxed' ? 'normal' : 'relaxed',
  }));
}

export function columnsChosen(columns: readonly ColumnId[]) {
  useTableLayout.setState({ columns });
}

/** Shows a column at the end, or hides it. */
export function columnToggled(id: ColumnId) {
  useTableLayout.setState(({ columns }) => ({
    columns: columns.includes(id) ? columns.filter((other) => other !== id) : [...columns, id],
  }));
}

export function columnMoved(id: ColumnId, step: 1 | -1) {
  useTableLayout.setState(({ columns }) => {
    const from = columns.indexOf(id);
    const to = from + step;
    if (from === -1 || to < 0 || to >= columns.length) return {};
    const moved = columns.filter((other) => other !== id);
    moved.splice(to, 0, id);
    return { columns: moved };
  });
}

/** Whether the chart is unfolded in a window as high as this one, and how to change that. */
export function useHasChart(): [hasChart: boolean, change: (hasChart: boolean) => void] {
  const isLow = useMedia('(height < 600px)');
  const { hasChart, hasLowChart } = useTableLayout();
  return [
    isLow ? hasLowChart : hasChart,
    (next) => useTableLayout.setState(isLow ? { hasLowChart: next } : { hasChart: next }),
  ];
}

export function splitChosen(split: string) {
  useTableLayout.setState({ split });
}

/** Undefined: as wide as it usually is. */
export function columnResized(id: ColumnId, width: number | undefined) {
  useTableLayout.setState(({ widths }) => {
    const { [id]: _, ...others } = widths;
    return { widths: width === undefined ? others : { ...others, [id]: width } };
  });
}
