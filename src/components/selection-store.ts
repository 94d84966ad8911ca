import { create } from 'zustand';

type Row = { id: string; created: number | null; cost?: number | null };
/** Where a row stands: when it was created, in Unix seconds, and its index on its page; and what it cost. */
export type Standing = { created: number | null; at: number; cost?: number | null | undefined };

type State = {
  /** Of which source and filter it is: of another, nothing is selected. */
  place: string;
  ids: ReadonlyMap<string, Standing>;
  /** Everything that matches, on other pages too. */
  isAll: boolean;
};

const NOTHING: State = { place: '', ids: new Map(), isAll: false };

/** The completions that the next action is for; kept from page to page of one list. */
export const useSelectionStore = create<State>()(() => NOTHING);

/** Where a range that is selected with Shift begins. */
let anchor: string | null = null;

export function useIsSelected(place: string, id: string): boolean {
  return useSelectionStore((state) => state.place === place && (state.isAll || state.ids.has(id)));
}

/** `rows` are those of the page; with `isRange` a toggle takes along all of them since the one before. */
export function selectionToggled(
  place: string,
  id: string,
  rows: readonly Row[],
  isRange = false,
): void {
  const isOn = !selectedAt(place).has(id);
  const indexOf = (wanted: string | null) => rows.findIndex((row) => row.id === wanted);
  const [from, to] = [isRange ? indexOf(anchor) : -1, indexOf(id)];
  const [first, last] = from === -1 ? [to, to] : [Math.min(from, to), Math.max(from, to)];
  anchor = id;
  selectionSet(place, rows, isOn, (at) => at >= first && at <= last);
}

/** Selects rows of a page, or takes them out: all of them, or those at the indexes that are `meant`. */
export function selectionSet(
  place: string,
  rows: readonly Row[],
  isOn: boolean,
  isMeant: (at: number) => boolean = () => true,
): void {
  const selected = selectedAt(place);
  for (const [at, { id, created, cost }] of rows.entries()) {
    if (!isMeant(at)) continue;
    if (isOn) selected.set(id, { created, at, cost });
    else selected.delete(id);
  }
  useSelectionStore.setState({ place, ids: selected, isAll: false });
}

export function everythingSelected(place: string): void {
  useSelectionStore.setState({ place, isAll: true });
}

export function selectionCleared(): void {
  anchor = null;
  useSelectionStore.setState(NOTHING);
}

function selectedAt(place: string): Map<string, Standing> {
  const { ids, place: current } = useSelectionStore.getState();
  return new Map(current === place ? ids : []);
}
