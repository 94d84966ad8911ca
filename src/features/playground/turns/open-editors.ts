import { create } from 'zustand';
import { usePlayground } from './playground-store';
import { shownTurns } from './turn-tree';

/** The turns that are being edited, by key; what is typed there belongs to the editor until it is saved. */
const useOpenEditors = create<{ open: ReadonlySet<string> }>()(() => ({ open: new Set() }));

export function useOpenEditorKeys(): ReadonlySet<string> {
  return useOpenEditors(({ open }) => open);
}

export function useIsEdited(key: string): boolean {
  return useOpenEditors(({ open }) => open.has(key));
}

export function editorOpened(key: string) {
  useOpenEditors.setState(({ open }) => ({ open: new Set([...open, key]) }));
}

export function editorClosed(key: string) {
  useOpenEditors.setState(({ open }) => ({ open: new Set([...open].filter((k) => k !== key)) }));
}

/** What an editor was of is shown as a copy: the editor goes on there. */
export function editorMoved(from: string, to: string) {
  if (!useOpenEditors.getState().open.has(from)) return;
  editorClosed(from);
  editorOpened(to);
}

/** Opens the last message of the user; false when there is none. */
export function lastPromptEdited(): boolean {
  const last = shownTurns(usePlayground.getState()).findLast(
    (turn) => turn.kind === 'prompt' && turn.message.role === 'user',
  );
  if (last) editorOpened(last.key);
  return last !== undefined;
}
