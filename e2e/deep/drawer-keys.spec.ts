import type { Page } from '@playwright/test';
import { startPlainServer } from '../fixtures/plain-server';
import { expect, store, test } from '../fixtures/test';

const KEY = 'sk-plain-canary-8831';

/** Of which row something inside has the focus, or the tag of what has it. */
const focused = (page: Page) =>
  page.evaluate(() => {
    const element = document.activeElement;
    const link = element?.closest('tr')?.querySelector<HTMLElement>('[data-row]');
    return link?.dataset.row ?? element?.tagName ?? null;
  });
const row = (page: Page, id: string) =>
  page.locator('tr', { has: page.locator(`[data-row="${id}"]`) });
const selected = (page: Page) =>
  page.locator('tr[aria-selected="true"] [data-row]').evaluateAll((links) =>
    // What runs in the page knows no types of it.
    links.map((link) => (link as HTMLElement).dataset.row),
  );
const drawer = (page: Page) => page.getByRole('complementary', { name: 'Completion' });
const deletes = (page: Page) => {
  const ids: string[] = [];
  page.on('request', (request) => {
    if (request.method() === 'DELETE') ids.push(request.url().split('/').at(-1) ?? '');
  });
  return ids;
};

async function walk(page: Page, ids: string[]): Promise<void> {
  const [first, second, third, fourth] = ids as [string, string, string, string];
  await page.locator(`[data-row="${first}"]`).focus();
  await page.keyboard.press('p');
  await expect(drawer(page)).toContainText(first);
  // The drawer goes on, and the ring with it.
  await page.keyboard.press('j');
  await expect(drawer(page)).toContainText(second);
  await expect.poll(() => focused(page)).toBe(second);
  await page.keyboard.press('x');
  await expect.poll(() => selected(page)).toEqual([second]);
  const bar = page.getByRole('toolbar', { name: 'Selection' });
  await expect(bar).toContainText('1 selected');
  await expect(bar).not.toContainText('not the one');
  // A box clicked in another row selects that one; the keys stay with what is shown.
  await row(page, fourth).getByRole('checkbox').click();
  await row(page, second).getByRole('checkbox').click();
  await expect.poll(() => selected(page)).toEqual([fourth]);
  await expect(bar).toContainText('1 selected, not the one that is shown');
  await page.keyboard.press('j');
  await expect(drawer(page)).toContainText(third);
  await page.keyboard.press('x');
  await expect.poll(() => selected(page)).toEqual([third, fourth]);
  await page.keyboard.press('x');
  await row(page, fourth).getByRole('checkbox').click();
  await expect(bar).toBeHidden();
  // A click shows another row, and the focus is there.
  await row(page, fourth).locator('td').nth(2).click();
  await expect(drawer(page)).toContainText(fourth);
  await expect.poll(() => focused(page)).toBe(fourth);
  // Tab in the table goes to the next row, which is shown then.
  await page.keyboard.press('k');
  await expect(drawer(page)).toContainText(third);
  await expect.poll(() => focused(page)).toBe(third);
  for (let i = 0; i < 12 && (await focused(page)) === third; i += 1)
    await page.keyboard.press('Tab');
  await expect(drawer(page)).toContainText(fourth);
  await page.keyboard.press('x');
  await expect.poll(() => selected(page)).toEqual([fourth]);
  await page.keyboard.press('x');
  // A menu that was closed changes nothing.
  await page.getByRole('button', { name: 'Columns' }).click();
  await page.keyboard.press('Escape');
  await page.keyboard.press('k');
  await expect(drawer(page)).toContainText(third);
  await page.keyboard.press('e');
  await expect(
    drawer(page).getByRole('form', { name: 'Metadata' }).locator(':focus'),
  ).toBeVisible();
}

test('what the drawer shows is what the keys act on', async ({ page, server }) => {
  const ids: string[] = [];
  for (let i = 0; i < 5; i += 1)
    ids.unshift(await store(server, { messages: [{ role: 'user', content: `Number ${i}` }] }));
  await page.goto('/completions?limit=3');
  await page.goto('/completions');
  await walk(page, ids);
  const sent = deletes(page);
  const [, , third, fourth, fifth] = ids as [string, string, string, string, string];
  // The drawer's own Delete, then the row's: on with the next one, the focus never lost.
  await page.getByRole('button', { name: 'Delete this completion' }).click();
  await page.getByRole('button', { name: 'Delete completion' }).click();
  await expect(drawer(page)).toContainText(fourth);
  expect(sent).toEqual([third]);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('row')).toHaveCount(6);
  expect(await focused(page)).not.toMatch(/BODY|MAIN/);
  await page.keyboard.press('k');
  await expect(drawer(page)).toContainText(third);
  await page.keyboard.press('j');
  await expect(drawer(page)).toContainText(fourth);
  await row(page, fourth).hover();
  await row(page, fourth).getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('button', { name: 'Delete completion' }).click();
  await expect(drawer(page)).toContainText(fifth);
  expect(sent).toEqual([third, fourth]);
  await expect.poll(() => focused(page)).toBe(fifth);
  await page.keyboard.press('x');
  await expect.poll(() => selected(page)).toEqual([fifth]);
  // The bar's Delete takes along what is shown: the drawer says so, and its keys go on from there.
  await page.getByRole('toolbar').getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('button', { name: 'Delete 1 completion' }).click();
  await expect(drawer(page)).toContainText('This completion is in the trash');
  await expect.poll(() => focused(page)).not.toMatch(/BODY/);
  await page.keyboard.press('k');
  await expect(drawer(page)).toContainText(third);
});

test('the row that the drawer goes to is in view, below the head of the table', async ({
  page,
  server,
}) => {
  const ids: string[] = [];
  for (let i = 0; i < 12; i += 1) ids.unshift(await store(server));
  await page.setViewportSize({ width: 1280, height: 480 });
  await page.goto(`/completions?peek=${ids[0]}`);
  await expect(drawer(page)).toContainText(`${ids[0]}`);
  /** Its link is what is seen, and clicked, at the link's own place. */
  const isSeen = (id: string) =>
    row(page, id)
      .locator('[data-row]')
      .evaluate((link) => {
        const { x, y, width, height } = link.getBoundingClientRect();
        return link.contains(document.elementFromPoint(x + width / 2, y + height / 2));
      });
  const go = async (key: string, to: string[]) => {
    for (const id of to) {
      await page.keyboard.press(key);
      await expect(drawer(page)).toContainText(id);
      await expect.poll(() => isSeen(id)).toBe(true);
    }
  };
  await go('j', ids.slice(1));
  await go('k', ids.slice(0, -1).toReversed());
});

test('the same on a server with OpenAI’s API alone', async ({ page }) => {
  const plain = await startPlainServer(KEY, 6);
  await page.goto('/settings/browser');
  await page.getByLabel('Base URL').fill(plain.baseUrl);
  await page.getByLabel('API key').fill(KEY);
  await page.getByRole('button', { name: 'Use this connection' }).click();
  await expect(page.getByRole('button', { name: /^Source: 127/ })).toBeVisible();
  await page.getByRole('link', { name: 'Completions' }).click();
  await expect(page.getByRole('row')).toHaveCount(7);
  const ids = await page
    .locator('[data-row]')
    // What runs in the page knows no types of it.
    .evaluateAll((links) => links.map((link) => (link as HTMLElement).dataset.row ?? ''));
  await walk(page, ids);
  await plain.close();
});

test('without the drawer the keys go on from the row, whatever went', async ({ page, server }) => {
  const ids: string[] = [];
  for (let i = 0; i < 4; i += 1) ids.unshift(await store(server, { metadata: { env: `e${i}` } }));
  const [first, second, third, fourth] = ids as [string, string, string, string];
  await page.goto('/completions');
  await expect(page.getByRole('row')).toHaveCount(5);
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await expect.poll(() => focused(page)).toBe(second);
  // A menu in between, then on.
  await page.getByRole('button', { name: 'Columns' }).click();
  await page.keyboard.press('Escape');
  await page.keyboard.press('j');
  await expect.poll(() => focused(page)).toBe(third);
  await row(page, third).hover();
  await row(page, third).getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('button', { name: 'Delete completion' }).click();
  await expect(page.getByRole('row')).toHaveCount(4);
  await expect.poll(() => focused(page)).toBe(fourth);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('row')).toHaveCount(5);
  await expect.poll(() => focused(page)).toBe(fourth);
  await page.keyboard.press('k');
  await expect.poll(() => focused(page)).toBe(third);
  await page.keyboard.press('x');
  await expect.poll(() => selected(page)).toEqual([third]);
  expect(first).not.toBe(third);
});

test('the last row that is deleted leaves Undo and the focus', async ({ page, server }) => {
  const id = await store(server);
  await page.goto('/completions');
  await page.keyboard.press('j');
  await row(page, id).hover();
  await row(page, id).getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('button', { name: 'Delete completion' }).click();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('row')).toHaveCount(2);
  await expect.poll(() => focused(page)).not.toBe('BODY');
});

test('after an edit in its place the keys go on from that row, and digits in a review from that completion', async ({
  page,
  server,
}) => {
  const ids: string[] = [];
  for (let i = 0; i < 4; i += 1) {
    const messages = [{ role: 'user', content: `Item ${i}` }];
    ids.unshift(await store(server, { messages, metadata: { mood: 'calm' } }));
  }
  const [, second, third] = ids as [string, string, string, string];
  await page.goto('/completions');
  await page.getByRole('button', { name: /^Columns/ }).click();
  await page.getByRole('checkbox', { name: /mood/ }).check();
  await page.keyboard.press('Escape');
  const edit = async (id: string) => {
    await row(page, id).hover();
    await row(page, id).getByRole('button', { name: 'Edit mood' }).click();
  };
  // Enter keeps, Escape does not: both leave the keyboard in the row.
  await edit(second);
  await page.getByLabel('Value of mood').fill('glad');
  await page.keyboard.press('Enter');
  await expect.poll(() => focused(page)).toBe(second);
  await page.keyboard.press('x');
  await expect.poll(() => selected(page)).toEqual([second]);
  await page.keyboard.press('x');
  await page.keyboard.press('j');
  await expect.poll(() => focused(page)).toBe(third);
  await edit(second);
  await page.getByLabel('Value of mood').fill('half typed');
  await page.keyboard.press('Escape');
  await expect.poll(() => focused(page)).toBe(second);
  await page.keyboard.press('j');
  await page.keyboard.press('x');
  await expect.poll(() => selected(page)).toEqual([third]);
  await page.keyboard.press('x');
  // While one typed, no letter was a key of the table.
  await edit(third);
  await page.getByLabel('Value of mood').pressSequentially('xjk1');
  await page.keyboard.press('Enter');
  await expect.poll(() => selected(page)).toEqual([]);
  await expect(row(page, third)).toContainText('calmxjk1');

  await page.goto('/review');
  const asked = page.getByRole('article', { name: 'User' });
  await expect(asked).toContainText('Item 3');
  await page.keyboard.press('j');
  await expect(asked).toContainText('Item 2');
  await page.getByRole('button', { name: /^Questions/ }).click();
  await page.keyboard.press('Escape');
  await page.keyboard.press('m');
  await page.keyboard.type('12xjk');
  await page.keyboard.press('Escape');
  await page.keyboard.press('2');
  await page.keyboard.press('1');
  const metadata = async (id: string) => {
    const response = await fetch(`${server.url}/v1/chat/completions/${id}`);
    return ((await response.json()) as { metadata: object }).metadata;
  };
  await expect.poll(() => metadata(second)).toEqual({ mood: 'glad', review: 'bad', note: '12xjk' });
  await expect.poll(() => metadata(third)).toEqual({ mood: 'calmxjk1', review: 'good' });
});
