import { createElement, Fragment, type ReactNode } from 'react';

/** No function takes more arguments than some ten thousand. */
const MOST = 1_000;

/**
 * Renders items as children without keys: React then matches them by position, which is what identifies the parts
 * of a text that is only ever appended to or replaced as a whole.
 */
export function byPosition<Item>(
  items: readonly Item[],
  render: (item: Item, position: number) => ReactNode,
): ReactNode {
  // Always in groups: one that came with the thousandth item would make all before it anew.
  const groups: ReactNode[] = [];
  for (let start = 0; start < items.length; start += MOST) {
    const group = items.slice(start, start + MOST).map((item, at) => render(item, start + at));
    groups.push(createElement(Fragment, null, ...group));
  }
  return createElement(Fragment, null, ...groups);
}
