import type { KeyboardEvent as ReactKeyboardEvent } from 'react';

/**
 * The key belongs to an input method, as Enter does that accepts its suggestion. Safari sends that Enter after the
 * composition has ended, and tells of it by the code 229 alone.
 */
export function isComposing(event: KeyboardEvent | ReactKeyboardEvent): boolean {
  const { isComposing: isOpen, keyCode } = 'nativeEvent' in event ? event.nativeEvent : event;
  return isOpen || keyCode === 229;
}
