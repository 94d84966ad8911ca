import type { Locator } from '@playwright/test';
import { prepared } from '../fixtures/prepared';
import { expect, store, test } from '../fixtures/test';

/** What is on, current, chosen or open, each told from its neighbours by its state alone. */
const STATES =
  '[aria-current]:not([aria-current=false]), [aria-selected=true], [aria-checked=true], [aria-pressed=true], input:checked';

/** Marks, one of a kind, those that are seen; gives what they are. */
function mark(states: string): string[] {
  const seen = new Set<string>();
  return [...document.querySelectorAll<HTMLElement>(states)].flatMap((element) => {
    const kind = `${element.tagName}.${element.className} in ${element.parentElement?.className}`;
    const box = element.getBoundingClientRect();
    const isSeen = element.checkVisibility() && box.width > 1 && box.height > 1;
    if (!isSeen || seen.has(kind)) return [];
    element.dataset['state'] = String(seen.size);
    seen.add(kind);
    return `${element.getAttribute('aria-label') ?? element.textContent?.trim().slice(0, 30)} ${kind}`;
  });
}

function clear(element: Element): void {
  for (const name of ['aria-current', 'aria-selected', 'aria-checked', 'aria-pressed'])
    if (element.getAttribute(name) !== null) element.setAttribute(name, 'false');
  if (element instanceof HTMLInputElement) element.checked = false;
}

/** With a little around it, where an outline or a label's ground is. */
async function picture(element: Locator): Promise<Buffer> {
  const box = await element.boundingBox();
  if (!box) throw new Error('It is not there');
  const [x, y] = [Math.max(0, box.x - 4), Math.max(0, box.y - 4)];
  const clip = { x, y, width: box.width + 8, height: box.height + 8 };
  return element.page().screenshot({ clip, animations: 'disabled', caret: 'hide' });
}

test('in forced colours each state is seen: current, chosen, on, pressed', async ({
  page,
  server,
}) => {
  test.slow();
  await page.emulateMedia({ forcedColors: 'active' });
  const paths = await prepared(server);
  await store(server);
  const known = new Set<string>();
  const unseen: string[] = [];
  for (const path of paths) {
    await page.goto(path);
    await expect(page.locator('h1, h2').first()).toBeAttached();
    await expect(page.locator('main [aria-busy=true]')).toHaveCount(0);
    await page.waitForLoadState('networkidle');
    for (const [at, kind] of (await page.evaluate(mark, STATES)).entries()) {
      if (known.has(kind)) continue;
      known.add(kind);
      const element = page.locator(`[data-state="${at}"]`);
      await element.scrollIntoViewIfNeeded();
      const before = await picture(element);
      await element.evaluate(clear);
      if (before.equals(await picture(element))) unseen.push(`${path}: ${kind}`);
    }
  }
  expect(known.size).toBeGreaterThan(10);
  expect(unseen).toEqual([]);
});
