import { Suspense, useState } from 'react';
import { focusNew } from '@/ui/focus-new';
import { lazily } from '@/ui/lazily';
import type { TokenEditorProps } from './token-editor';
import { TypedAhead } from './typed-ahead';

const TokenEditor = lazily(async () => (await import('./token-editor')).TokenEditor);

/** The editor of a condition, or a field for what is typed while it is on its way. */
export function EditorPlace(props: TokenEditorProps) {
  const [typed, setTyped] = useState('');
  return (
    <TypedAhead value={typed}>
      <Suspense
        fallback={
          <input
            ref={focusNew}
            data-autofocus
            aria-label="Loading the filters"
            placeholder="Loading…"
            value={typed}
            onChange={({ target }) => setTyped(target.value)}
            className="control h-8 w-full px-2.5 text-sm"
          />
        }
      >
        <TokenEditor {...props} />
      </Suspense>
    </TypedAhead>
  );
}
