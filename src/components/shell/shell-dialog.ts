import { create } from 'zustand';

type ShellDialog = { open: 'jump' | 'keys' | null };

/** Which dialog of the frame is open, whoever has asked for it. */
export const useShellDialog = create<ShellDialog>()(() => ({ open: null }));

export function shellDialogOpened(open: ShellDialog['open']) {
  useShellDialog.setState({ open });
}
