import { type ReactNode, Suspense } from 'react';
import { CodeComing } from './code-coming';
import { useKeysHeld } from './hotkeys';

/** While the code of what was opened is on its way, letters are meant for it: no key of the page takes them. */
export function KeysHeld() {
  useKeysHeld();
  return null;
}

export function Opening({ children }: { children: ReactNode }) {
  return <Suspense fallback={<Coming />}>{children}</Suspense>;
}

/** A dialog has no place of its own before it is here. */
function Coming() {
  return (
    <CodeComing className="fixed right-4 bottom-16 z-50">
      <KeysHeld />
    </CodeComing>
  );
}
