import type { Standing } from './selection-store';

/** The ids in the order of a table by date, whatever order they were selected in. */
export function inOrder(ids: ReadonlyMap<string, Standing>, order: 'asc' | 'desc'): string[] {
  const sign = order === 'asc' ? 1 : -1;
  return [...ids]
    .sort(([, one], [, other]) => {
      const byDate = (one.created ?? 0) - (other.created ?? 0);
      return byDate === 0 ? one.at - other.at : sign * byDate;
    })
    .map(([id]) => id);
}
