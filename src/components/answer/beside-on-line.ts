/** The element on the line below (1) or above (-1) that is nearest to being under this one; itself when there is no line. */
export function besideOnLine(
  at: number,
  direction: 1 | -1,
  elementOf: (at: number) => HTMLElement | null,
): number {
  const from = firstRect(elementOf(at));
  if (!from) return at;
  const middle = from.left + from.width / 2;
  let best = at;
  let line: number | null = null;
  for (let next = at + direction; ; next += direction) {
    const rect = firstRect(elementOf(next));
    if (!rect) return best;
    if (Math.abs(rect.top - from.top) < rect.height / 2) continue;
    if (line !== null && Math.abs(rect.top - line) >= rect.height / 2) return best;
    line = rect.top;
    const isNearer =
      best === at || distance(rect, middle) <= distance(firstRect(elementOf(best)), middle);
    if (isNearer) best = next;
  }
}

/** Of a token that is broken over lines, where it begins. */
function firstRect(element: HTMLElement | null): DOMRect | undefined {
  return element?.getClientRects()[0];
}

function distance(rect: DOMRect | undefined, x: number): number {
  return rect ? Math.abs(rect.left + rect.width / 2 - x) : Infinity;
}
