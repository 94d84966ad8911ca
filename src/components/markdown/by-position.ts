import { createElement, Fragment, type ReactNode } from 'react';

/**
 * Renders items as children without keys: React then matches them by position, which is what identifies the parts
 * of a text that is only ever appended to or replaced as a whole.
 */
export function byPosition<Item>(
  items: readonly Item[],
  render: (item: Item, position: number) => ReactNode,
): ReactNode {
  return createElement(Fragment, null, ...items.map(render));
}
