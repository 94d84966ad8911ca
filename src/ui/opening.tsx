import { type ReactNode, Suspense } from 'react';
import { useKeysHeld } from './hotkeys';

/** While the code of what was opened is on its way, letters are meant for it: no key of the page takes them. */
export function KeysHeld() {
  useKeysHeld();
  return null;
}

export function Opening({ children }: { children: ReactNode }) {
  return <Suspense fallback={<KeysHeld />}>{children}</Suspense>;
}
