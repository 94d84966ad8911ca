import { create } from 'zustand';
import { persist } from 'zustand/middleware';
import { browserStorage } from '@/components/browser-storage';

type State = {
  pinned: string[];
  /** The last one first. */
  recent: string[];
};

const MOST_RECENT = 5;

/** Which models this browser's reader comes back to. */
export const usePickedModels = create<State>()(
  persist((): State => ({ pinned: [], recent: [] }), {
    name: 'chatkeep.models',
    storage: browserStorage<State>(),
  }),
);

export function modelPicked(name: string) {
  usePickedModels.setState(({ recent }) => ({
    recent: [name, ...recent.filter((each) => each !== name)].slice(0, MOST_RECENT),
  }));
}

export function modelPinToggled(name: string) {
  usePickedModels.setState(({ pinned }) => ({
    pinned: pinned.includes(name) ? pinned.filter((each) => each !== name) : [...pinned, name],
  }));
}
