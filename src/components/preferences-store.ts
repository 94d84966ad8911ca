import { create } from 'zustand';
import { persist } from 'zustand/middleware';
import { browserStorage } from '@/components/browser-storage';

export type Theme = 'system' | 'light' | 'dark';

export type Preferences = {
  theme: Theme;
  /** Enter runs and Shift+Enter breaks the line; otherwise Enter breaks the line. */
  enterSends: boolean;
  isRailNarrow: boolean;
  /** The system prompt of the playground is one line. */
  isSystemFolded: boolean;
  /** Of the parameters beside the playground, in pixels. */
  panelWidth: number;
};

/** The name and the shape are also read by public/begin.js, before anything else runs. */
export const usePreferences = create<Preferences>()(
  persist(
    (): Preferences => ({
      theme: 'system',
      enterSends: true,
      isRailNarrow: false,
      isSystemFolded: false,
      panelWidth: 328,
    }),
    { name: 'chatkeep.preferences', storage: browserStorage<Preferences>() },
  ),
);

export function preferencesChanged(change: Partial<Preferences>) {
  usePreferences.setState(change);
}

/** Keeps the page's theme equal to the chosen one; for the start of the application. */
export function followTheme() {
  applyTheme(usePreferences.getState());
  usePreferences.subscribe(applyTheme);
}

function applyTheme({ theme }: Preferences) {
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}
