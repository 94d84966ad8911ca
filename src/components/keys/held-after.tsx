import { useLayoutEffect, useState } from 'react';
import { KeysHeld } from '@/ui/opening';
import type { KeyName } from './default-keys';
import { currentActions, useKeys } from './use-keys';

/**
 * In place of what is on its way, of which a key opens a field: letters after that key are meant for the field, which
 * opens as soon as it can.
 */
export function HeldAfter({ name }: { name: KeyName }) {
  const [pressed, setPressed] = useState<KeyboardEvent>();
  useKeys({ [name]: setPressed });
  useLayoutEffect(() => {
    if (!pressed) return;
    // What comes in its place has its keys by then.
    return () => queueMicrotask(() => currentActions().get(name)?.(pressed));
  }, [name, pressed]);
  return pressed && <KeysHeld />;
}
