import { create } from 'zustand';

type State = {
  /** Of which source and filter it is: of another, nothing is selected. */
  place: string;
  ids: ReadonlySet<string>;
  /** Everything that matches, on other pages too. */
  isAll: boolean;
};

const NOTHING: State = { place: '', ids: new Set(), isAll: false };

/** The completions that the next action is for; kept from page to page of one list. */
export const useSelectionStore = create<State>()(() => NOTHING);

/** Where a range that is selected with Shift begins. */
let anchor: string | null = null;

export function useIsSelected(place: string, id: string): boolean {
  return useSelectionStore((state) => state.place === place && (state.isAll || state.ids.has(id)));
}

/** With `ids` in the order of the page, a toggle can take along all rows since the one before. */
export function selectionToggled(place: string, id: string, ids?: readonly string[]): void {
  const selected = selectedAt(place);
  const isOn = !selected.has(id);
  const [from, to] = [anchor === null ? -1 : (ids?.indexOf(anchor) ?? -1), ids?.indexOf(id) ?? -1];
  const range = from === -1 ? [id] : ids?.slice(Math.min(from, to), Math.max(from, to) + 1);
  anchor = id;
  selectionSet(place, range ?? [], isOn);
}

export function selectionSet(place: string, ids: readonly string[], isOn: boolean): void {
  const selected = selectedAt(place);
  for (const id of ids) {
    if (isOn) selected.add(id);
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

function selectedAt(place: string): Set<string> {
  const { ids, place: current } = useSelectionStore.getState();
  return new Set(current === place ? ids : []);
}
