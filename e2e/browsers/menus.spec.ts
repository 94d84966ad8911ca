import { store } from '../fixtures/test';
import { expect, test } from './test';

const SCREENS = ['/', '/completions', '/review', '/settings'];
const SIZES = [
  [1440, 900],
  [390, 844],
] as const;
const OPENERS = 'button[popovertarget]:not(dialog button)';

test('Esc out of every menu and picker gives the focus back to its button, which it stands beside', async ({
  reader,
  server,
}) => {
  test.setTimeout(180_000);
  const id = await store(server, { metadata: { env: 'prod' } });
  const faults: string[] = [];
  let tried = 0;
  for (const path of [...SCREENS, `/completions/${id}`]) {
    // oxlint-disable no-await-in-loop -- one screen, one menu after the other
    await reader.goto(path);
    await reader.sees('h1, h2');
    for (const [width, height] of SIZES) {
      await reader.tab.resize(width, height);
      await reader.rests();
      for (let nth = 0; nth < (await reader.tab.run(countSeen, OPENERS)); nth += 1) {
        await reader.click(OPENERS, '', nth);
        await reader.sees(':popover-open:not([role=tooltip])');
        await reader.rests();
        const name = await reader.tab.run(nameOfOpen);
        const where = `${name} on ${path} at ${width}`;
        const distance = await reader.tab.run(distanceOfOpen);
        if (distance > 16) faults.push(`${where} opens ${distance} pixels from its button`);
        await reader.press('Escape');
        await reader.seesNo(':popover-open:not([role=tooltip])');
        const focused = await reader.focused();
        if (focused !== `BUTTON ${name}`) faults.push(`${where} leaves the focus on ${focused}`);
        tried += 1;
      }
    }
    // oxlint-enable no-await-in-loop
  }
  expect(faults).toEqual([]);
  expect(tried).toBeGreaterThan(20);
});

function countSeen(css: string): number {
  return [...document.querySelectorAll(css)].filter(
    (each) =>
      each.checkVisibility({ visibilityProperty: true }) && each.getClientRects().length > 0,
  ).length;
}

function nameOfOpen(): string {
  const open = document.querySelector(':popover-open:not([role=tooltip])');
  const opener = document.querySelector(`[popovertarget="${open?.id}"]`);
  return (opener?.getAttribute('aria-label') ?? opener?.textContent ?? '').trim().slice(0, 60);
}

/** Between the edges of the open popover and its button, in pixels; 0 where they meet. */
function distanceOfOpen(): number {
  const open = document.querySelector(':popover-open:not([role=tooltip])');
  const opener = document.querySelector(`[popovertarget="${open?.id}"]`);
  if (!open || !opener) return Infinity;
  const [a, b] = [open.getBoundingClientRect(), opener.getBoundingClientRect()];
  const across = Math.max(0, a.left - b.right, b.left - a.right);
  const down = Math.max(0, a.top - b.bottom, b.top - a.bottom);
  return Math.round(Math.hypot(across, down));
}
