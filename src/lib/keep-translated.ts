/**
 * Lets a page that the browser translates go on. A translator puts an element in the place of each text, while React
 * keeps the text itself: taking it away or inserting before it then throws and ends the page, and what is written into
 * it is seen by nobody. So each text is remembered with what stands in for it, which is taken away in its place,
 * inserted before in its place, and gives the place back as soon as the text changes.
 *
 * https://github.com/facebook/react/issues/11538
 */
export function keepTranslated(root: Node): void {
  const standIns = new WeakMap<Node, ChildNode>();

  // Texts that are out of the page, and that React still writes into.
  const changes = new MutationObserver((records) => {
    remember(replacements.takeRecords());
    for (const { target } of records) placeOf(target)?.replaceWith(target);
  });
  const replacements = new MutationObserver(remember);
  replacements.observe(root, { childList: true, subtree: true });

  function remember(records: readonly MutationRecord[]): void {
    for (const { addedNodes, removedNodes } of records) {
      const [before] = removedNodes;
      const [after] = addedNodes;
      if (!before || !(after instanceof HTMLElement) || after.localName !== 'font') continue;
      standIns.set(before, after);
      if (before instanceof Text) changes.observe(before, { characterData: true });
    }
  }

  /** What is in the page for a node that is not: translated again, it is another one. */
  function placeOf(node: Node): ChildNode | undefined {
    let place = node.isConnected ? undefined : standIns.get(node);
    while (place && !place.isConnected) place = standIns.get(place);
    return place;
  }

  /** Whether a translator took this node from its parent; all other mistakes are to throw as ever. */
  function isReplaced(node: Node, parent: Node): boolean {
    if (node.parentNode === parent) return false;
    remember(replacements.takeRecords());
    return standIns.has(node);
  }

  // oxlint-disable-next-line typescript/unbound-method -- called below with the node that they are called on
  const { removeChild, insertBefore } = Node.prototype;
  Node.prototype.removeChild = function remove<T extends Node>(this: Node, child: T): T {
    if (!isReplaced(child, this)) return removeChild.call(this, child) as T; // it returns what it was given
    placeOf(child)?.remove();
    return child;
  };
  Node.prototype.insertBefore = function insert<T extends Node>(
    this: Node,
    node: T,
    before: Node | null,
  ): T {
    const place = before && isReplaced(before, this) ? (placeOf(before) ?? null) : before;
    return insertBefore.call(this, node, place) as T; // as above
  };
}
