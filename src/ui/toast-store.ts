import { create } from 'zustand';

export type Toast = {
  id: number;
  /** What it is about: a newer one takes its place, as its action would no longer do what it says. */
  about?: string;
  title: string;
  detail?: string;
  tone?: 'neutral' | 'success' | 'danger';
  action?: { label: string; onAct: () => void };
};

type State = { toasts: Toast[] };

export const useToasts = create<State>()(() => ({ toasts: [] }));

const timers = new Map<number, ReturnType<typeof setTimeout>>();
const readMs = 6_000;
/** An undo must be reachable by keyboard and by slow readers. */
const actMs = 12_000;
let lastId = 0;

export function showToast(toast: Omit<Toast, 'id'>): number {
  const id = ++lastId;
  if (toast.about !== undefined) withdrawToasts(toast.about);
  useToasts.setState((state) => ({ toasts: [...state.toasts.slice(-3), { ...toast, id }] }));
  toastLeft(id);
  return id;
}

/** What they offer is out of date. */
function withdrawToasts(about: string) {
  for (const toast of useToasts.getState().toasts) {
    if (toast.about === about) dismissToast(toast.id);
  }
}

export function dismissToast(id: number) {
  clearTimeout(timers.get(id));
  timers.delete(id);
  useToasts.setState((state) => ({ toasts: state.toasts.filter((toast) => toast.id !== id) }));
}

/** The reader's pointer or focus is on it: it stays. */
export function toastEntered(id: number) {
  clearTimeout(timers.get(id));
}

export function toastLeft(id: number) {
  clearTimeout(timers.get(id));
  const toast = useToasts.getState().toasts.find((each) => each.id === id);
  if (!toast) return;
  timers.set(
    id,
    setTimeout(() => dismissToast(id), toast.action ? actMs : readMs),
  );
}
