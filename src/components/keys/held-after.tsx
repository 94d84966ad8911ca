import { useState } from 'react';
import { KeysHeld } from '@/ui/opening';
import type { KeyName } from './default-keys';
import { useKeys } from './use-keys';

/** In place of code on its way that a key opens a field of: letters after that key are meant for the field. */
export function HeldAfter({ name }: { name: KeyName }) {
  const [isPressed, setPressed] = useState(false);
  useKeys({ [name]: () => setPressed(true) });
  return isPressed && <KeysHeld />;
}
