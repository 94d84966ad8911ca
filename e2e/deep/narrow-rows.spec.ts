import type { Locator } from '@playwright/test';
import { completion, sendJson } from '../../server/testing/scripted-upstream';
import { expect, store, test } from '../fixtures/test';

const PHONE = { width: 390, height: 844 };

async function middleOf(part: Locator): Promise<number> {
  const box = await part.boundingBox();
  return box ? box.y + box.height / 2 : NaN;
}

test('on a phone a row is as high as its lines, with two lines a text too', async ({
  page,
  server,
}) => {
  await page.setViewportSize(PHONE);
  await store(server);
  await page.goto('/completions');
  const row = page.getByRole('row', { name: /Hello/ });
  const height = async () => (await row.boundingBox())?.height ?? NaN;
  await expect(row).toBeVisible();
  const one = await height();
  await page.keyboard.press('w');
  await expect(page.locator('table[data-density=relaxed]')).toBeVisible();
  // A text of one word takes no second line.
  expect(await height()).toBeLessThan(one + 10);
});

test('the head of a completion stays one line, however long the name of its model', async ({
  page,
  server,
  upstream,
}) => {
  const model = `hf.co/someone/${'a-long-name-'.repeat(10)}:Q4_K_M`;
  upstream.script((response) => sendJson(response, completion('Yes.', { model })));
  const id = await store(server, { model: 'scripted:large' });
  // Its age takes the most room as minutes.
  await page.clock.setFixedTime(Date.now() + 52 * 60_000);
  for (const width of [1440, 1024, 700, 390]) {
    await page.setViewportSize({ width, height: 844 });
    await page.goto(`/completions/${id}`);
    const open = page.getByRole('main').getByRole('link', { name: /playground/i });
    await expect(open).toBeVisible();
    const name = page.getByRole('heading', { level: 1 });
    expect(await middleOf(open), `at ${width}`).toBeCloseTo(await middleOf(name), -1);
    expect((await name.boundingBox())?.width, `at ${width}`).toBeGreaterThan(80);
  }
});

test('on a phone the audit log says from where, whatever the length of what it is about', async ({
  page,
  server,
}) => {
  await page.setViewportSize(PHONE);
  const id = await store(server);
  await fetch(`${server.url}/v1/chat/completions/${id}`, { method: 'DELETE' });
  await page.goto('/data/audit');
  const from = page.getByText('127.0.0.1').first();
  await expect(from).toBeVisible();
  const box = await from.boundingBox();
  expect((box?.x ?? NaN) + (box?.width ?? NaN)).toBeLessThanOrEqual(PHONE.width);
});

test('a model without a price that runs here has its buttons whole in its row', async ({
  page,
  server,
  upstream,
}) => {
  upstream.script((response) => sendJson(response, completion('Yes.', { model: 'tiny' })));
  await store(server, { model: 'scripted:tiny' });
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto('/settings/prices');
  const cell = page
    .getByRole('cell')
    .filter({ has: page.getByRole('button', { name: 'It is free' }) });
  await expect(cell).toBeVisible();
  expect(await cell.evaluate((it) => it.scrollWidth - it.clientWidth)).toBe(0);
});

test('in a small window names are told apart, whatever is said beside them', async ({
  page,
  server,
  upstream,
}) => {
  await page.setViewportSize({ width: 1024, height: 768 });
  const model = 'gpt-4o-2024-08-06';
  upstream.script((response) => sendJson(response, completion('Yes.', { model })));
  await store(server, { model: 'scripted:large' });
  for (let n = 0; n < 22; n += 1) await store(server, { metadata: { request_id: `r${n}` } });
  const expectWhole = (name: Locator) =>
    expect.poll(() => name.evaluate((it) => it.scrollWidth - it.clientWidth)).toBe(0);
  await page.goto('/settings/prices');
  await expectWhole(page.getByText(model));
  await page.goto('/data/metadata');
  await expect(page.getByText('all different')).toBeVisible();
  await expectWhole(page.getByRole('list', { name: 'Metadata keys' }).getByText('request_id'));
});

for (const width of [390, 1024]) {
  test(`figures stay on one line, and times of charts within them, ${width} wide`, async ({
    page,
    server,
    upstream,
  }) => {
    await page.setViewportSize({ width, height: 844 });
    const model = `accounts/${'somebody-'.repeat(5)}:Q4_K_M`;
    upstream.script((response) => sendJson(response, completion('Yes.', { model })));
    await store(server, { model: 'scripted:large' });
    for (let i = 0; i < 2; i += 1) await store(server);
    // Two days ago is where the charts end: their last time is nearer to it than it is long.
    await page.clock.setFixedTime(Date.now() + 2 * 86_400_000);
    await page.goto('/insights');
    const row = page.getByRole('row', { name: /somebody/ }).first();
    await expect(row).toBeVisible();
    for (const figure of await row.getByRole('cell').all()) {
      expect(await figure.evaluate(linesOf)).toBeLessThanOrEqual(1);
    }
    const requests = page.getByRole('region', { name: 'Requests' });
    const end = await edgeOf(requests);
    const times = await requests.getByText(/^\w{3} \d+$/).all();
    expect(times).toHaveLength(5);
    for (const time of times) expect(await edgeOf(time)).toBeLessThanOrEqual(end);
  });
}

async function edgeOf(part: Locator): Promise<number> {
  const box = await part.boundingBox();
  return box ? box.x + box.width : NaN;
}

/** How many lines the longest of its texts takes. */
function linesOf(part: Element): number {
  const range = document.createRange();
  const texts = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
  let most = 0;
  while (texts.nextNode()) {
    range.selectNode(texts.currentNode);
    most = Math.max(most, range.getClientRects().length);
  }
  return most;
}
