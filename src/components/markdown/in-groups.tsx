import { memo, type ReactNode } from 'react';
import { byPosition } from '@/components/markdown/by-position';

/** So many parts at once are compared rather than drawn. */
const SIZE = 32;

/** `version` is that of the block they are in. */
export type PartState = { isOpen: boolean; version: number };
/** Puts one element around a group; always the same function, as `draw` is. */
type Wrap = (parts: ReactNode) => ReactNode;
type Draw<Item> = (item: Item, state: PartState) => ReactNode;
type GroupProps<Item> = PartState & {
  items: readonly Item[];
  /** Of these, the place of the one that may still change. */
  openAt: number;
  draw: Draw<Item>;
  wrap: Wrap;
};

/** Draws the parts of a block that may be very long: those that are the same as before cost next to nothing. */
export function inGroups<Item>(
  items: readonly Item[],
  { isOpen, version }: PartState,
  draw: Draw<Item>,
  openAt = items.length - 1,
  wrap: Wrap = bare,
): ReactNode {
  const groups: GroupProps<Item>[] = [];
  for (let start = 0; start < items.length; start += SIZE) {
    const isLast = openAt >= start && openAt < start + SIZE;
    groups.push({
      items: items.slice(start, start + SIZE),
      openAt: isLast ? openAt - start : -1,
      isOpen: isOpen && isLast,
      version,
      draw,
      wrap,
    });
  }
  // The type of a generic component is lost in memo.
  return byPosition(groups, (group) => <Group {...(group as GroupProps<unknown>)} />);
}

const Group = memo(
  function Group({ items, isOpen, openAt, version, draw, wrap }: GroupProps<unknown>) {
    return wrap(
      byPosition(items, (item, at) => draw(item, { isOpen: isOpen && at === openAt, version })),
    );
  },
  (before, after) =>
    before.isOpen === after.isOpen &&
    before.openAt === after.openAt &&
    before.items.length === after.items.length &&
    before.items.every((item, at) => item === after.items[at]),
);

function bare(parts: ReactNode): ReactNode {
  return parts;
}
