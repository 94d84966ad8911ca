import type { Page } from '@playwright/test';
import { expect, store, test } from './fixtures/test';

// As browsers before Firefox 147 and Safari 26 are: what opens is placed by measure.
test.beforeEach(({ page }) =>
  page.addInitScript(() => {
    const supports = CSS.supports.bind(CSS);
    CSS.supports = (property: string, value?: string) => {
      if (/position-area|anchor/.test(property)) return false;
      return value === undefined ? supports(property) : supports(property, value);
    };
  }),
);

const SIZES = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
];
const OPENERS = 'button[popovertarget]:not(dialog button)';

for (const size of SIZES) {
  test(`without anchors, what opens stands beside its button at ${size.width}`, async ({
    page,
    server,
  }) => {
    const id = await store(server, { metadata: { env: 'prod' } });
    await page.setViewportSize(size);
    const sides = new Set<string>();
    for (const path of ['/', '/completions', '/review', `/completions/${id}`]) {
      await page.goto(path);
      await expect(page.locator('h1').first()).toBeAttached();
      await expect(page.locator(OPENERS).locator('visible=true').first()).toBeVisible();
      for (const opener of await page.locator(OPENERS).locator('visible=true').all()) {
        await opener.click();
        sides.add(await expectBeside(page, `[id="${await opener.getAttribute('popovertarget')}"]`));
        await page.keyboard.press('Escape');
        await expect(opener).toBeFocused();
      }
    }
    // From the foot of the window upwards, from its top downwards.
    expect([...sides]).toEqual(expect.arrayContaining(['above', 'below']));
  });
}

test('without anchors, an open menu goes with its button when the conversation scrolls', async ({
  page,
}) => {
  const long = Array.from({ length: 60 }, (_, i) => `Paragraph ${i}.`).join('\n\n');
  await page.goto('/');
  await page.getByRole('textbox', { name: 'Message' }).fill(long);
  await page.getByRole('textbox', { name: 'Message' }).press('Control+Enter');
  const answer = page.getByRole('article', { name: /Assistant/ });
  await expect(answer).toContainText('Stored');
  const opener = answer.getByRole('button', { name: 'More' });
  await expect(opener).toBeEnabled();
  for (const size of SIZES) {
    await page.setViewportSize(size);
    await opener.evaluate((button) => button.scrollIntoView({ block: 'center' }));
    await opener.click();
    const menu = `[id="${await opener.getAttribute('popovertarget')}"]`;
    await expectBeside(page, menu);
    const at = async () => (await opener.boundingBox())?.y ?? NaN;
    for (const by of [-120, 40]) {
      const before = await at();
      await page.evaluate((down) => {
        for (const each of document.querySelectorAll('main, main *')) each.scrollBy(0, down);
      }, by);
      await expect.poll(at).not.toBe(before);
      await expectBeside(page, menu);
    }
    await page.keyboard.press('Escape');
  }
});

test('without anchors, a tooltip stands beside what it is about', async ({ page, server }) => {
  await page.goto(`/completions/${await store(server)}`);
  // Above the first; the other stands at the top of the window.
  for (const name of ['Theme', /^Copy/]) {
    const button = page.getByRole('button', { name }).first();
    await button.hover();
    const tip = page.getByRole('tooltip');
    await expect(tip).toHaveCSS('opacity', '1');
    const [a, b] = [await tip.boundingBox(), await button.boundingBox()];
    if (!a || !b) throw new Error('Neither may be hidden');
    expect(Math.min(Math.abs(a.y + a.height - b.y), Math.abs(b.y + b.height - a.y))).toBeLessThan(
      9,
    );
    expect(Math.abs(a.x + a.width / 2 - (b.x + b.width / 2))).toBeLessThan(a.width / 2 + 40);
    await page.mouse.move(700, 500);
    await expect(tip).toHaveCount(0);
  }
});

/** Touching its button but for a small gap, within the window; gives the side. */
async function expectBeside(page: Page, popover: string): Promise<string> {
  await expect(page.locator(popover)).toHaveAttribute('data-placed', '');
  const found = () =>
    page.evaluate((selector) => {
      const open = document.querySelector(selector)!;
      const opener = document.querySelector(`[popovertarget="${open.id}"]`)!;
      const [a, b] = [open.getBoundingClientRect(), opener.getBoundingClientRect()];
      const across = Math.max(0, a.left - b.right, b.left - a.right);
      const isInside =
        a.left >= 0 && a.top >= 0 && a.right <= innerWidth && a.bottom <= innerHeight;
      const side = a.bottom <= b.top ? 'above' : a.top >= b.bottom ? 'below' : 'over';
      const gap = side === 'above' ? b.top - a.bottom : a.top - b.bottom;
      return { side, isInside, isNear: across <= 9 && (side === 'over' ? across > 0 : gap <= 9) };
    }, popover);
  await expect.poll(found, { message: popover }).toMatchObject({ isInside: true, isNear: true });
  return (await found()).side;
}
