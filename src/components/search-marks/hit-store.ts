import { create } from 'zustand';
import type { HitPattern } from './find-hits';

/** What finds the words of the table's search; set with the first search, so that a table without one loads none. */
export const useHitStore = create<{ hits: HitPattern | null }>(() => ({ hits: null }));

/** For the marks of the table alone: a completion that is read beside it has its own. */
export function tableHitsChanged(hits: HitPattern | null) {
  useHitStore.setState({ hits });
}
