import type { Locator } from '@playwright/test';
import { expect, expectAccessible, store, test } from '../fixtures/test';
import type { ChatkeepServer } from '../fixtures/chatkeep-server';

const DAY = 86_400;

async function bringIn(server: ChatkeepServer): Promise<void> {
  const now = Math.floor(Date.now() / 1_000);
  const lines = Array.from({ length: 30 }, (_, i) =>
    JSON.stringify({
      id: `day-${i}`,
      object: 'chat.completion',
      created: now - i * DAY,
      model: i % 2 ? 'gpt-odd' : 'gpt-even',
      choices: [],
      metadata: { team: i < 10 ? 'red' : 'blue' },
    }),
  );
  await fetch(`${server.url}/api/import`, { method: 'POST', body: lines.join('\n') });
}

test('draws what was created when, and filters by what is brushed', async ({ page, server }) => {
  await bringIn(server);
  await page.goto('/completions');
  const chart = page.getByRole('region', { name: 'Completions over time' });
  await expect(chart.getByRole('list', { name: 'Series' })).toContainText('gpt-even15');
  await expectAccessible(page);
  const bars = chart.getByRole('button', { name: /^Completions over time/ });
  await bars.focus();
  await page.keyboard.press('ArrowLeft');
  for (let i = 0; i < 4; i += 1) await page.keyboard.press('Shift+ArrowLeft');
  const said = await chart.getByRole('status').textContent();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/created_after=\d+&created_before=\d+/);
  const count = Number(/: (\d+)$/.exec(said ?? '')?.[1]);
  expect(count).toBeGreaterThan(0);
  await expect(page.getByRole('row')).toHaveCount(count + 1);
  await page.getByRole('button', { name: 'Clear filters' }).click();

  const box = await bars.boundingBox();
  if (!box) throw new Error('the bars are not there');
  await page.mouse.move(box.x + box.width * 0.5, box.y + 40);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.75, box.y + 40, { steps: 4 });
  await page.mouse.up();
  await expect(page).toHaveURL(/created_after=\d+&created_before=\d+/);
  await chart.getByRole('button', { name: 'Clear the range' }).click();
  await expect(page).not.toHaveURL(/created_/);

  await chart.getByLabel('Split by').selectOption('by team');
  await chart.getByRole('button', { name: /red/ }).click();
  await expect(page).toHaveURL(/metadata\[team\]=red/);
  await expect(page.getByText('1–10 of 10')).toBeVisible();
  await chart.getByRole('button', { name: 'Chart' }).click();
  await page.reload();
  await expect(chart.getByRole('button', { name: 'Chart' })).toHaveAttribute(
    'aria-expanded',
    'false',
  );
  await expect(bars).toHaveCount(0);
});

test('the range of Created lies over the bars, and each end is moved by keys and by dragging', async ({
  page,
  server,
}) => {
  await bringIn(server);
  const now = Math.floor(Date.now() / 1_000);
  await page.goto(`/completions?created_after=${now - 10 * DAY - 60}`);
  const chart = page.getByRole('region', { name: 'Completions over time' });
  const [since, before] = ['Created since', 'Created before'].map((name) =>
    chart.getByRole('slider', { name }),
  ) as [Locator, Locator];
  await expect(chart.getByRole('list', { name: 'Series' })).toContainText('gpt-even6');
  await expect(chart.getByRole('list', { name: 'Series' })).toContainText('gpt-odd5');
  await expectAccessible(page);

  await since.focus();
  await page.keyboard.press('ArrowLeft');
  await expect(page).not.toHaveURL(new RegExp(`created_after=${now - 10 * DAY - 60}`));
  await expect(since).toBeFocused();
  const oneStep = Number(new URL(page.url()).searchParams.get('created_after'));
  expect(oneStep).toBeLessThan(now - 10 * DAY - 60);
  await page.keyboard.press('Home');
  await expect
    .poll(() => Number(new URL(page.url()).searchParams.get('created_after')))
    .toBeLessThan(oneStep);

  await page.goto(`/completions?created_after=${now - 10 * DAY - 60}`);
  const thumb = await before.boundingBox();
  const bars = await chart.getByRole('button', { name: /^Completions over time/ }).boundingBox();
  if (!thumb || !bars) throw new Error('the bars are not there');
  await page.mouse.move(thumb.x + thumb.width / 2, thumb.y + 30);
  await page.mouse.down();
  await page.mouse.move(bars.x + bars.width * 0.8, thumb.y + 30, { steps: 4 });
  await page.mouse.up();
  await expect(page).toHaveURL(/created_before=\d+/);
  const address = new URL(page.url()).searchParams;
  expect(address.get('created_after')).toBe(String(now - 10 * DAY - 60));
  expect(Number(address.get('created_before'))).toBeLessThan(now);
  await page.goBack();
  await expect(page).not.toHaveURL(/created_before/);
});

test('in a low window the chart folds by itself, and opens when it is asked for', async ({
  page,
  server,
}) => {
  await store(server);
  await page.setViewportSize({ width: 1280, height: 560 });
  await page.goto('/completions');
  const chart = page.getByRole('region', { name: 'Completions over time' });
  const fold = chart.getByRole('button', { name: 'Chart' });
  await expect(fold).toHaveAttribute('aria-expanded', 'false');
  await fold.click();
  await expect(chart.getByRole('list', { name: 'Series' })).toContainText('demo-echo1');
  await page.setViewportSize({ width: 1280, height: 800 });
  await expect(fold).toHaveAttribute('aria-expanded', 'true');
});

test('new completions come into the first page, and are counted on the others', async ({
  page,
  server,
}) => {
  await bringIn(server);
  await page.clock.install();
  await page.goto('/completions?limit=10');
  await expect(page.getByText('1–10 of 30')).toBeVisible();
  await store(server, { messages: [{ role: 'user', content: 'Just in' }] });
  await page.clock.runFor(11_000);
  await expect(page.getByRole('row').nth(1)).toContainText('Just in');

  const counted = page.waitForResponse(/created_after=/);
  await page.getByRole('link', { name: 'Next' }).click();
  await expect(page.getByRole('row')).toHaveCount(11);
  await counted;
  await expect(page.getByRole('link', { name: /newer: show/ })).toHaveCount(0);
  await store(server, { messages: [{ role: 'user', content: 'Later still' }] });
  await page.clock.runFor(11_000);
  const pill = page.getByRole('link', { name: '1 newer: show' });
  await expect(pill).toBeVisible();
  await expectAccessible(page);
  await pill.click();
  await expect(page.getByRole('row').nth(1)).toContainText('Later still');
});

test('no row moves while the chart above comes: not for its code, not for its figures', async ({
  page,
  server,
}) => {
  await store(server);
  for (const width of [1440, 390]) {
    await page.setViewportSize({ width, height: 900 });
    let sendCode = () => {};
    let sendFigures = () => {};
    const code = new Promise<void>((resolve) => (sendCode = resolve));
    const figures = new Promise<void>((resolve) => (sendFigures = resolve));
    await page.route(/\/assets\/table-top-/, (route) => code.then(() => route.continue()));
    await page.route(/\/api\/series/, (route) => figures.then(() => route.continue()));
    await page.goto('/completions');
    const row = page.getByRole('row', { name: /Hello/ });
    await expect(row).toBeVisible();
    const y = async () => (await row.boundingBox())?.y;
    const before = await y();
    sendCode();
    const chart = page.getByRole('region', { name: 'Completions over time' });
    await expect(chart).toBeVisible();
    expect(await y(), `with its code, at ${width}`).toBe(before);
    sendFigures();
    if (width === 1440) {
      await expect(chart.getByRole('list', { name: 'Series' })).toContainText('demo-echo1');
    }
    expect(await y(), `with its figures, at ${width}`).toBe(before);
    await page.unrouteAll();
  }
});
